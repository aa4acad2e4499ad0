using Concord.Interop;

namespace Concord;

/// <summary>
/// A space at one commit: its rows, their open files, and what is derived from them when first asked for. Immutable to its users; any number
/// of threads share one.
/// </summary>
internal sealed class SpaceView(Space space, long spaceVersion, RunTable runs, Source[] sources, Accelerator? accelerator)
{
    private const int MostFilters = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<Exclusion, GroupTable> _groups = [];
    private readonly Dictionary<string, RowBitmap> _filters = [];
    private GroupTable? _ownRows;
    private Hierarchy? _hierarchy;
    private long _catalogVersion = -1;

    internal Space Space { get; } = space;

    internal long SpaceVersion { get; } = spaceVersion;

    internal RunTable Runs { get; } = runs;

    internal Source[] Sources { get; } = sources;

    /// <summary>What searches are given to work on; null: the CPU alone.</summary>
    internal Accelerator? Accelerator { get; } = accelerator;

    /// <summary>Rows in files, dead ones included.</summary>
    internal long StoredRows { get; } = sources.Sum(s => s.Info.Rows);

    /// <summary>Rows that may be returned; null when that is every stored row.</summary>
    internal RowBitmap? Filter(string? where, ReadTransaction read)
    {
        if (string.IsNullOrWhiteSpace(where)) return StoredRows > Runs.LiveRows ? Runs.Alive : null;
        lock (_gate)
        {
            Renew(read);
            if (_filters.TryGetValue(where, out var rows)) return rows;
            if (_filters.Count >= MostFilters) _filters.Clear();
            rows = Runs.Where(read.Match(where).Holds);
            _filters.Add(where, rows);
            return rows;
        }
    }

    internal GroupTable Groups(Exclusion level, ReadTransaction read)
    {
        lock (_gate)
        {
            if (level == Exclusion.None) return _ownRows ??= GroupTable.OfRows(Runs.Rows);
            Renew(read);
            if (_groups.TryGetValue(level, out var groups)) return groups;
            groups = GroupTable.Of(Runs, _hierarchy ??= Hierarchy.Read(read.Catalog), level);
            _groups.Add(level, groups);
            return groups;
        }
    }

    /// <summary>Vectors of tiles, as stored, row by row into `vectors`.</summary>
    internal void ReadVectors(ReadOnlySpan<long> tiles, Span<float> vectors)
    {
        var rows = new long[tiles.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Runs.RowOf(tiles[i]);
            if (rows[i] < 0) throw new ConcordNotFoundException($"Tile {tiles[i]} has no vector in space '{Space.Name}'.");
        }
        ReadRows(rows, vectors);
    }

    /// <summary>Vectors of living rows, as stored, row by row into `vectors`.</summary>
    internal void ReadRows(ReadOnlySpan<long> rows, Span<float> vectors)
    {
        var (found, present) = (new bool[rows.Length], new byte[rows.Length]);
        foreach (var source in Sources)
        {
            source.ReadRows(rows, vectors, present);
            for (var i = 0; i < found.Length; i++) found[i] |= present[i] != 0;
        }
        if (Array.IndexOf(found, false) is var missing and >= 0)
            throw new ConcordCorruptException($"The vector of tile {Runs.TileOf(rows[missing])} is in no file of space '{Space.Name}'.");
    }

    /// <summary>Forgets what was derived from another state of labels and hierarchy. The rows are the same or the view would be another.</summary>
    private void Renew(ReadTransaction read)
    {
        if (_catalogVersion == read.Version) return;
        _groups.Clear();
        _filters.Clear();
        _hierarchy = null;
        _catalogVersion = read.Version;
    }
}
