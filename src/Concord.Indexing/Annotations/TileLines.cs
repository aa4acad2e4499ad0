namespace Concord.Indexing;

/// <summary>
/// A tile cut into level lines, and the parts of each that something covers. Along a line the parts are exact; from line to line they stand for a
/// strip of 1/256 of the tile. For one thread.
/// </summary>
internal sealed class TileLines(SlideTile tile)
{
    internal const int Count = 256;

    private readonly List<(double From, double To)>?[] _parts = new List<(double, double)>?[Count];

    internal double Left => tile.X;

    internal double Top => tile.Y;

    internal double Bottom => tile.Y + (double)tile.Side;

    internal double Right => tile.X + (double)tile.Side;

    /// <summary>Level-0 height of a line: the middle of its strip.</summary>
    internal double Height(int line) => tile.Y + ((line + 0.5) * tile.Side / Count);

    internal void Add(int line, double from, double to)
    {
        (from, to) = (Math.Max(from, tile.X), Math.Min(to, Right));
        if (from < to) (_parts[line] ??= []).Add((from, to));
    }

    /// <summary>Share of the tile that is covered, 0 to 1; what is covered twice counts once.</summary>
    internal double Share()
    {
        var covered = 0.0;
        foreach (var parts in _parts)
        {
            if (parts is null) continue;
            parts.Sort();
            var reached = double.NegativeInfinity;
            foreach (var (from, to) in parts)
            {
                covered += Math.Max(0, to - Math.Max(from, reached));
                reached = Math.Max(reached, to);
            }
        }

        return Math.Clamp(covered / ((double)Count * tile.Side), 0, 1);
    }
}
