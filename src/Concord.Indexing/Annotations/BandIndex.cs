namespace Concord.Indexing;

/// <summary>Intervals filed by the bands that they reach into, so that those that meet a given interval are found without looking at all. Immutable.</summary>
internal sealed class BandIndex
{
    private const int MostBands = 4096;
    private const int MostEntriesAnInterval = 8;

    private readonly double[] _low;
    private readonly double[] _high;
    private readonly double _start;
    private readonly double _bandHeight;
    private readonly int[] _firstEntry;
    private readonly int[] _entries;

    /// <param name="low">Lower ends, finite; kept.</param>
    /// <param name="high">Upper ends, each not below its lower end; kept.</param>
    internal BandIndex(double[] low, double[] high)
    {
        (_low, _high) = (low, high);
        _start = low.Length == 0 ? 0 : low.Min();
        var extent = low.Length == 0 ? 0 : high.Max() - _start;
        var bands = Math.Clamp(low.Length, 1, MostBands);
        // Long intervals in many bands would fill memory with the square of their number.
        while (bands > 1 && Entries(extent / bands) > (MostEntriesAnInterval * (long)low.Length) + MostBands) bands /= 2;
        _bandHeight = extent / bands;
        (_firstEntry, _entries) = File(bands);
    }

    /// <summary>Adds to `found`, once each, the numbers of the intervals that meet [low, high], ends included; in no particular order.</summary>
    internal void Find(double low, double high, List<int> found)
    {
        if (_low.Length == 0 || high < _start) return;
        var (first, last) = (Band(low), Band(high));
        for (var band = first; band <= last; band++)
        {
            for (var at = _firstEntry[band]; at < _firstEntry[band + 1]; at++)
            {
                var interval = _entries[at];
                var isFirstSeen = band == Math.Max(first, Band(_low[interval]));
                if (isFirstSeen && _low[interval] <= high && _high[interval] >= low) found.Add(interval);
            }
        }
    }

    private int Band(double at) => Band(at, _bandHeight, _firstEntry.Length - 1);

    private int Band(double at, double bandHeight, int bands) =>
        bandHeight > 0 ? (int)Math.Clamp((at - _start) / bandHeight, 0, bands - 1) : 0;

    private long Entries(double bandHeight)
    {
        if (bandHeight <= 0) return _low.Length;
        var entries = 0L;
        for (var i = 0; i < _low.Length; i++) entries += 2 + (long)((_high[i] - _low[i]) / bandHeight);
        return entries;
    }

    private (int[] FirstEntry, int[] Entries) File(int bands)
    {
        var first = new int[bands + 1];
        for (var i = 0; i < _low.Length; i++)
        {
            for (var band = Band(_low[i], _bandHeight, bands); band <= Band(_high[i], _bandHeight, bands); band++) first[band + 1]++;
        }

        for (var band = 0; band < bands; band++) first[band + 1] += first[band];
        var (entries, next) = (new int[first[bands]], first[..bands]);
        for (var i = 0; i < _low.Length; i++)
        {
            for (var band = Band(_low[i], _bandHeight, bands); band <= Band(_high[i], _bandHeight, bands); band++) entries[next[band]++] = i;
        }

        return (first, entries);
    }
}
