namespace Concord.Indexing;

/// <summary>
/// A polygon of an outer ring and holes, in level-0 pixels. What is inside is told by the even-odd rule over all rings: a point is inside when a line
/// from it crosses the rings an odd number of times. So holes need no direction, and a ring that crosses itself has a meaning: what it goes round
/// twice is outside. Immutable.
/// </summary>
internal sealed class Polygon
{
    private readonly BandIndex _bands;
    private readonly double[] _x1;
    private readonly double[] _y1;
    private readonly double[] _x2;
    private readonly double[] _y2;

    /// <param name="rings">Corners of each ring, x and y in turn; the last corner is joined to the first. At least one ring, of three corners.</param>
    internal Polygon(IReadOnlyList<double[]> rings)
    {
        Rings = rings;
        var edges = rings.Sum(ring => ring.Length / 2);
        (_x1, _y1, _x2, _y2) = (new double[edges], new double[edges], new double[edges], new double[edges]);
        var edge = 0;
        foreach (var ring in rings)
        {
            for (var i = 0; i < ring.Length; i += 2, edge++)
            {
                var next = (i + 2) % ring.Length;
                var downwards = ring[i + 1] <= ring[next + 1];
                var (upper, lower) = downwards ? (i, next) : (next, i);
                (_x1[edge], _y1[edge], _x2[edge], _y2[edge]) = (ring[upper], ring[upper + 1], ring[lower], ring[lower + 1]);
            }
        }

        _bands = new BandIndex(_y1, _y2);
        (Left, Right) = (Math.Min(_x1.Min(), _x2.Min()), Math.Max(_x1.Max(), _x2.Max()));
        (Top, Bottom) = (_y1.Min(), _y2.Max());
    }

    internal IReadOnlyList<double[]> Rings { get; }

    internal double Left { get; }

    internal double Top { get; }

    internal double Right { get; }

    internal double Bottom { get; }

    internal bool Meets(SlideTile tile) => Left < tile.X + tile.Side && Right > tile.X && Top < tile.Y + tile.Side && Bottom > tile.Y;

    /// <summary>Whether a point is inside; one exactly on an edge may be either.</summary>
    internal bool Contains(double x, double y)
    {
        if (x < Left || x > Right || y < Top || y > Bottom) return false;
        var near = new List<int>();
        _bands.Find(y, y, near);
        var inside = false;
        foreach (var edge in near)
        {
            if (Crosses(edge, y) && At(edge, y) < x) inside = !inside;
        }

        return inside;
    }

    /// <summary>Adds the parts of the tile's lines that lie inside; line i runs at the height of <see cref="TileLines.Height"/>.</summary>
    internal void AddTo(TileLines lines)
    {
        var near = new List<int>();
        _bands.Find(lines.Top, lines.Bottom, near);
        var crossings = new List<double>[TileLines.Count];
        foreach (var edge in near)
        {
            if (Math.Min(_x1[edge], _x2[edge]) >= lines.Right) continue;
            var (first, last) = (lines.FirstAtOrBelow(_y1[edge]), lines.FirstAtOrBelow(_y2[edge]));
            for (var line = first; line < last; line++) (crossings[line] ??= []).Add(At(edge, lines.Height(line)));
        }

        for (var line = 0; line < crossings.Length; line++)
        {
            if (crossings[line] is { } crossed) AddPairs(lines, line, crossed);
        }
    }

    /// <summary>Crossings right of the tile were left out, so that the last part may be open: it reaches the tile's edge.</summary>
    private static void AddPairs(TileLines lines, int line, List<double> crossings)
    {
        crossings.Sort();
        for (var i = 0; i < crossings.Count; i += 2) lines.Add(line, crossings[i], i + 1 < crossings.Count ? crossings[i + 1] : lines.Right);
    }

    /// <summary>An edge owns its upper end and not its lower one, so that a line through a corner counts once where it should.</summary>
    private bool Crosses(int edge, double y) => _y1[edge] <= y && y < _y2[edge];

    private double At(int edge, double y) => _x1[edge] + ((y - _y1[edge]) / (_y2[edge] - _y1[edge]) * (_x2[edge] - _x1[edge]));
}
