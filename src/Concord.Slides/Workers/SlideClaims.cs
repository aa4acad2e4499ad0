namespace Concord;

/// <summary>
/// What a slide may say of itself and be believed. Everything after it reckons with these numbers: how much memory a small picture of the slide
/// takes, how long reading a level takes.
/// </summary>
internal static class SlideClaims
{
    internal const int MostLevels = 64;

    /// <summary>Pixels along a side; a metre of glass at 0.24 µm.</summary>
    internal const long LongestSide = 1L << 22;

    /// <summary>Pixels of the smallest level, which is read whole to find tissue.</summary>
    internal const long LargestSmallestLevel = 1L << 34;

    /// <summary>Throws <see cref="SlideException"/>, naming the first claim that cannot be.</summary>
    internal static void Check(IReadOnlyList<SlideLevel> levels)
    {
        if (levels.Count is 0 or > MostLevels) throw new SlideException($"it claims {levels.Count} levels");
        for (var i = 0; i < levels.Count; i++)
        {
            var (width, height, downsample) = levels[i];
            var sane = width is >= 1 and <= LongestSide && height is >= 1 and <= LongestSide && double.IsFinite(downsample) && downsample is >= 1 and <= LongestSide;
            if (!sane) throw new SlideException(FormattableString.Invariant($"its level {i} claims {width} x {height} pixels, {downsample:0.###} times smaller than level 0"));
        }

        var smallest = levels.Min(level => level.Width * level.Height);
        if (smallest > LargestSmallestLevel) throw new SlideException($"its smallest level has {smallest} pixels, too many to look for tissue in");
    }
}
