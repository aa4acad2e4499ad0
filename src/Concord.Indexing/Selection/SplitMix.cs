namespace Concord.Indexing;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): random numbers that are the same on every platform and in every version. For one thread.</summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A whole number from 0 to `limit` − 1; `limit` is at least 1.</summary>
    internal int Below(int limit) => (int)(((UInt128)Next() * (ulong)limit) >> 64);

    /// <summary>A number from 0 to below 1.</summary>
    internal double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
