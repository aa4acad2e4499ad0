namespace Concord.Study;

/// <summary>Density fields of one region of interest, row-major, <see cref="Side"/> × <see cref="Side"/>: what absorbs light, before any colour.</summary>
internal sealed class TissueCanvas
{
    internal TissueCanvas(int side)
    {
        Side = side;
        Haematoxylin = new float[side * side];
        Eosin = new float[side * side];
        Blood = new float[side * side];
        Empty = new bool[side * side];
    }

    internal int Side { get; }

    internal float[] Haematoxylin { get; }

    internal float[] Eosin { get; }

    /// <summary>Red cells: their haemoglobin has a colour of its own.</summary>
    internal float[] Blood { get; }

    /// <summary>Where no cell can lie: lumina and cysts.</summary>
    internal bool[] Empty { get; }

    internal bool Contains(int x, int y) => (uint)x < (uint)Side && (uint)y < (uint)Side;

    internal bool IsEmpty(float x, float y) => Contains((int)x, (int)y) && Empty[((int)y * Side) + (int)x];

    /// <summary>The whole pixels within <paramref name="reach"/> of a point, cut to the canvas.</summary>
    internal PixelBox Around(float x, float y, float reach) => new(
        Math.Max(0, (int)(x - reach)), Math.Max(0, (int)(y - reach)),
        Math.Min(Side, (int)(x + reach) + 2), Math.Min(Side, (int)(y + reach) + 2));

    /// <summary>Calls back for each pixel near a soft disc with the share of it that is covered, 0..1.</summary>
    internal void Disc(float x, float y, float radius, float softness, Action<int, float> paint)
    {
        var box = Around(x, y, radius + softness);
        for (var row = box.Top; row < box.Bottom; row++)
        {
            for (var column = box.Left; column < box.Right; column++)
            {
                var dx = column - x;
                var dy = row - y;
                var inside = radius - MathF.Sqrt((dx * dx) + (dy * dy));
                if (inside > -softness) paint((row * Side) + column, StableMath.SmoothStep(-softness, softness, inside));
            }
        }
    }
}
