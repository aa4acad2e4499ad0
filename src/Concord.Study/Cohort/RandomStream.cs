namespace Concord.Study;

/// <summary>
/// xoshiro256** seeded by SplitMix64 (Blackman and Vigna). Written out, because <see cref="Random"/> promises no sequence across versions
/// and the cohort must be the same on every machine.
/// </summary>
internal sealed class RandomStream
{
    private ulong _a, _b, _c, _d;

    /// <param name="seed">Of the cohort.</param>
    /// <param name="stream">Of the part of it: parts may be drawn in any order, by any thread.</param>
    internal RandomStream(ulong seed, ulong stream)
    {
        var state = seed ^ (stream * 0xD1342543DE82EF95UL);
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    internal ulong Next()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>In [0, 1), a multiple of 2⁻²⁴.</summary>
    internal float Uniform() => (Next() >> 40) * (1f / (1 << 24));

    internal float Between(float low, float high) => low + ((high - low) * Uniform());

    internal bool Chance(float probability) => Uniform() < probability;

    /// <summary>Near enough to a standard normal, within ±4.2: six uniforms added, so that no logarithm is needed.</summary>
    internal float Normal()
    {
        var sum = 0f;
        for (var i = 0; i < 6; i++) sum += Uniform();
        return (sum - 3f) * 1.41421356f;
    }

    internal int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A count with the mean and spread of a Poisson variable.</summary>
    internal int Count(float mean) => mean <= 0 ? 0 : Math.Max(0, (int)(mean + (MathF.Sqrt(mean) * Normal()) + 0.5f));

    internal void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
