namespace Concord;

/// <summary>Which level to read for a region at a wanted size, and how many of its pixels. Pure.</summary>
/// <param name="Level">The coarsest level that is not coarser than wanted, within one part in a hundred.</param>
/// <param name="Width">Pixels of that level a row.</param>
/// <param name="Height">Rows of that level.</param>
public readonly record struct RegionPlan(int Level, int Width, int Height)
{
    private const double Tolerance = 1.01;

    /// <summary>Plans the reading of width0 × height0 level-0 pixels that will be scaled to outWidth pixels a row.</summary>
    public static RegionPlan Of(IReadOnlyList<SlideLevel> levels, long width0, long height0, int outWidth)
    {
        ArgumentNullException.ThrowIfNull(levels);
        if (width0 < 1 || height0 < 1 || outWidth < 1) throw new ConcordArgumentException($"a region of {width0} x {height0} pixels at {outWidth} a row has no content");
        var wanted = Math.Max(1, (double)width0 / outWidth) * Tolerance;
        var best = 0;
        for (var i = 1; i < levels.Count; i++)
        {
            if (levels[i].Downsample <= wanted && levels[i].Downsample > levels[best].Downsample) best = i;
        }

        var downsample = levels[best].Downsample;
        return new RegionPlan(best, Pixels(width0 / downsample), Pixels(height0 / downsample));
    }

    private static int Pixels(double exact) => (int)Math.Clamp(Math.Round(exact), 1, int.MaxValue);
}
