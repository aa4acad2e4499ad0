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

    /// <summary>
    /// Adds the parts of the tile's lines that lie inside; line i runs at the height of <see cref="TileLines.Height"/>. Goes down the lines with the
    /// edges that cross each, so that memory grows with the edges near the tile and not with their crossings.
    /// </summary>
    internal void AddTo(TileLines lines)
    {
        var near = new List<int>();
        _bands.Find(lines.Top, lines.Bottom, near);
        near.RemoveAll(edge => Math.Min(_x1[edge], _x2[edge]) >= lines.Right);
        near.Sort((a, b) => _y1[a].CompareTo(_y1[b]));
        var (next, active, crossings) = (0, new List<int>(), new List<double>());
        for (var line = 0; line < TileLines.Count; line++)
        {
            var y = lines.Height(line);
            for (; next < near.Count && _y1[near[next]] <= y; next++) active.Add(near[next]);
            active.RemoveAll(edge => _y2[edge] <= y);
            AddLine(lines, line, y, active, crossings);
        }
    }

    /// <summary>
    /// Of edges left of the tile only their number matters. Those right of it were left out, so that the last part may be open: it reaches the edge.
    /// </summary>
    private void AddLine(TileLines lines, int line, double y, List<int> active, List<double> crossings)
    {
        crossings.Clear();
        var startsInside = false;
        foreach (var edge in active)
        {
            if (Math.Max(_x1[edge], _x2[edge]) <= lines.Left) startsInside = !startsInside;
            else crossings.Add(At(edge, y));
        }

        if (startsInside) crossings.Add(double.NegativeInfinity);
        crossings.Sort();
        for (var i = 0; i < crossings.Count; i += 2) lines.Add(line, crossings[i], i + 1 < crossings.Count ? crossings[i + 1] : lines.Right);
    }

    /// <summary>An edge owns its upper end and not its lower one, so that a line through a corner counts once where it should.</summary>
    private bool Crosses(int edge, double y) => _y1[edge] <= y && y < _y2[edge];

    private double At(int edge, double y) => _x1[edge] + ((y - _y1[edge]) / (_y2[edge] - _y1[edge]) * (_x2[edge] - _x1[edge]));
}
