using Concord.Interop;

namespace Concord;

/// <summary>The rows of each slide of a space, as runs.</summary>
internal sealed class SlideRows
{
    private readonly Dictionary<long, List<RunRow>> _runs = [];
    private readonly RowBitmap? _filter;
    private readonly IReadOnlySet<long>? _chosen;

    /// <param name="runs">Of the space.</param>
    /// <param name="filter">Rows that may take part; a query slide's own do in any case. Null: all.</param>
    /// <param name="chosen">Tiles that are looked at, also of a query slide. Null: all.</param>
    internal SlideRows(RunTable runs, RowBitmap? filter, IReadOnlySet<long>? chosen = null)
    {
        (_filter, _chosen) = (filter, chosen);
        foreach (var run in runs.Runs)
        {
            if (!_runs.TryGetValue(run.Slide, out var own)) _runs.Add(run.Slide, own = []);
            own.Add(run);
        }
        foreach (var own in _runs.Values) own.Sort((a, b) => a.FirstTile.CompareTo(b.FirstTile));
    }

    /// <summary>Slides with a tile in the space, in order of id.</summary>
    internal IEnumerable<long> Slides => _runs.Keys.Order();

    /// <summary>The slide's tiles that may take part, and their rows; both in order of tile. At most `most`, spread evenly.</summary>
    internal (long[] Tiles, long[] Rows) Of(long slide, bool filtered = true, int? most = null)
    {
        var (tiles, rows) = (new List<long>(), new List<long>());
        foreach (var run in _runs.GetValueOrDefault(slide, []))
        {
            for (var i = 0L; i < run.Rows; i++)
            {
                if (_chosen?.Contains(run.FirstTile + i) == false) continue;
                if (filtered && _filter is not null && !_filter[run.FirstRow + i]) continue;
                tiles.Add(run.FirstTile + i);
                rows.Add(run.FirstRow + i);
            }
        }
        if (most is not { } n || n >= tiles.Count) return ([.. tiles], [.. rows]);
        var chosen = Spread(tiles.Count, n);
        return (Array.ConvertAll(chosen, i => tiles[i]), Array.ConvertAll(chosen, i => rows[i]));
    }

    /// <summary>How many of its tiles may take part.</summary>
    internal long Count(long slide)
    {
        var runs = _runs.GetValueOrDefault(slide, []);
        if (_filter is null && _chosen is null) return runs.Sum(run => run.Rows);
        return runs.Sum(run => LongRange(run).LongCount(row => _filter?[row] != false && _chosen?.Contains(run.FirstTile + row - run.FirstRow) != false));
    }

    /// <summary>n of the numbers 0 … count - 1, evenly spread.</summary>
    internal static int[] Spread(int count, int n) =>
        n >= count ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, n).Select(i => (int)(((2L * i) + 1) * count / (2L * n)))];

    /// <summary>n of the rows of `vectors`, evenly spread; the same array where there are no more.</summary>
    internal static float[] Spread(float[] vectors, int dimension, int n)
    {
        var count = vectors.Length / dimension;
        if (count <= n) return vectors;
        var some = new float[n * dimension];
        var chosen = Spread(count, n);
        for (var i = 0; i < n; i++) vectors.AsSpan(chosen[i] * dimension, dimension).CopyTo(some.AsSpan(i * dimension));
        return some;
    }

    private static IEnumerable<long> LongRange(RunRow run)
    {
        for (var i = 0L; i < run.Rows; i++) yield return run.FirstRow + i;
    }
}
