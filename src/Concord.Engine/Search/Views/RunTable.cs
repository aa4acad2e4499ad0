using Concord.Interop;

namespace Concord;

/// <summary>Which tile each row of a space holds, at one commit: the runs of the catalogue in memory.</summary>
internal sealed class RunTable
{
    private readonly RunRow[] _byRow;
    private readonly RunRow[] _byTile;
    private readonly Lazy<RowBitmap> _alive;

    private RunTable(List<RunRow> runs, SpaceRow space)
    {
        _byRow = [.. runs];
        _byTile = [.. runs.OrderBy(r => r.FirstTile)];
        (Rows, LiveRows) = (space.NextRow, space.LiveRows);
        _alive = new(() => Where((_, _) => true));
    }

    /// <summary>Row numbers given so far, those of deleted rows included.</summary>
    internal long Rows { get; }

    internal long LiveRows { get; }

    internal RowBitmap Alive => _alive.Value;

    internal ReadOnlySpan<RunRow> Runs => _byRow;

    internal static RunTable Read(CatalogConnection catalog, SpaceRow space)
    {
        var runs = new List<RunRow>();
        var (next, live) = (0L, 0L);
        catalog.ForEach($"SELECT {CatalogSchema.Runs.Select("t")} FROM runs t WHERE space = $1 ORDER BY first_row", row =>
        {
            CatalogSchema.Runs.Check(row);
            var run = RunRow.From(row);
            if (run.FirstRow < next || run.Rows < 1) throw Damaged(space);
            runs.Add(run);
            next = run.FirstRow + run.Rows;
            live += run.Rows;
        }, space.Number);
        return live == space.LiveRows && next <= space.NextRow ? new RunTable(runs, space) : throw Damaged(space);
    }

    internal long TileOf(long row) => RunOf(row) is { } run ? run.FirstTile + row - run.FirstRow
        : throw new ConcordCorruptException($"Row {row} was found but holds no tile.");

    /// <summary>The row of a tile, or -1 when it has none in this space.</summary>
    internal long RowOf(long tile) => Find(_byTile, tile, static r => r.FirstTile) is { } run ? run.FirstRow + tile - run.FirstTile : -1;

    internal RunRow? RunOf(long row) => Find(_byRow, row, static r => r.FirstRow);

    /// <summary>The living rows whose tile and slide `holds` accepts.</summary>
    internal RowBitmap Where(Func<long, long, bool> holds)
    {
        var rows = new RowBitmap(Rows);
        foreach (var run in _byRow)
            for (var i = 0L; i < run.Rows; i++)
                if (holds(run.FirstTile + i, run.Slide)) rows[run.FirstRow + i] = true;
        return rows;
    }

    private static RunRow? Find(RunRow[] runs, long value, Func<RunRow, long> first)
    {
        var (low, high) = (0, runs.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (first(runs[middle]) <= value) low = middle + 1;
            else high = middle;
        }
        return low > 0 && value - first(runs[low - 1]) < runs[low - 1].Rows ? runs[low - 1] : null;
    }

    private static ConcordCorruptException Damaged(SpaceRow space) => new(
        $"The catalogue is damaged: rows of space '{space.Name}' are missing or counted twice. Restore the collection from a copy.");
}
