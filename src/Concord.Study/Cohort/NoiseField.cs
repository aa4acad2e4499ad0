namespace Concord.Study;

/// <summary>Smooth value noise: random values on a lattice of 256 × 256 that repeats, interpolated with a smoothstep.</summary>
internal sealed class NoiseField
{
    private const int Side = 256;
    private readonly float[] _lattice = new float[Side * Side];

    internal NoiseField(RandomStream random)
    {
        for (var i = 0; i < _lattice.Length; i++) _lattice[i] = random.Between(-1f, 1f);
    }

    /// <summary>In [−1, 1]; features about one unit wide.</summary>
    internal float At(float x, float y)
    {
        var floorX = MathF.Floor(x);
        var floorY = MathF.Floor(y);
        var fx = x - floorX;
        var fy = y - floorY;
        fx = fx * fx * (3f - (2f * fx));
        fy = fy * fy * (3f - (2f * fy));
        var x0 = (int)floorX & (Side - 1);
        var x1 = (x0 + 1) & (Side - 1);
        var row0 = ((int)floorY & (Side - 1)) * Side;
        var row1 = (((int)floorY + 1) & (Side - 1)) * Side;
        var top = _lattice[row0 + x0] + (fx * (_lattice[row0 + x1] - _lattice[row0 + x0]));
        var bottom = _lattice[row1 + x0] + (fx * (_lattice[row1 + x1] - _lattice[row1 + x0]));
        return top + (fy * (bottom - top));
    }

    /// <summary>Octaves of <see cref="At"/>, each twice as fine and half as strong; within ±1 and mostly within ±0.5.</summary>
    internal float Fractal(float x, float y, int octaves)
    {
        var sum = 0f;
        var weight = 0.5f;
        for (var i = 0; i < octaves; i++)
        {
            sum += weight * At(x, y);
            x = (x * 2.03f) + 17.3f;
            y = (y * 2.03f) + 5.7f;
            weight *= 0.5f;
        }

        return sum;
    }
}
