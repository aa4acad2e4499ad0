namespace Concord.Indexing;

/// <summary>A slide made small: each pixel is the mean of a square of one of its levels. Immutable.</summary>
public sealed class SlideThumbnail
{
    /// <summary>Resolution that tissue is found at, in micrometres a pixel: cells blur into tissue, gaps between glands stay.</summary>
    public const double TissueMpp = 8;

    private const double LongestWithoutMpp = 2048;
    private const double LongestEver = 8192;
    private const double ShortestUseful = 256;

    /// <summary>Finding tissue takes about 20 bytes a pixel: 320 MiB for each worker that opens so large a slide just then.</summary>
    private const long MostPixels = 16L << 20;

    /// <param name="image">The pixels; kept, not copied.</param>
    /// <param name="downsample">Level-0 pixels a pixel of the image along one side.</param>
    /// <param name="slideWidth">Level-0 pixels a row.</param>
    /// <param name="slideHeight">Level-0 rows.</param>
    /// <param name="slideMpp">Micrometres a level-0 pixel; null when not known.</param>
    public SlideThumbnail(RgbImage image, double downsample, long slideWidth, long slideHeight, double? slideMpp)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!(downsample > 0) || !double.IsFinite(downsample)) throw new ConcordArgumentException($"downsample is {downsample}; it must be above 0");
        if (slideWidth < 1 || slideHeight < 1) throw new ConcordArgumentException($"a slide of {slideWidth} x {slideHeight} pixels has no content");
        (Image, Downsample, SlideWidth, SlideHeight, SlideMpp) = (image, downsample, slideWidth, slideHeight, slideMpp);
    }

    public RgbImage Image { get; }

    public double Downsample { get; }

    public long SlideWidth { get; }

    public long SlideHeight { get; }

    public double? SlideMpp { get; }

    /// <summary>Micrometres a pixel of the image; null when the slide does not say.</summary>
    public double? Mpp => SlideMpp * Downsample;

    /// <summary>
    /// Reads a slide at about <see cref="TissueMpp"/>, or at most 2048 pixels along the longest side where its resolution is unknown. Never coarser
    /// than that but for slides above 8192 such pixels along a side, or 16 million in all. Reads the coarsest level that is fine enough, in pieces: memory stays small, but a slide
    /// without small levels is read whole. Throws <see cref="SlideException"/> as the slide does.
    /// </summary>
    public static SlideThumbnail Of(ISlide slide, CancellationToken cancellation = default) => Of(slide, null, cancellation);

    /// <summary>The same of a slide whose resolution the caller knows, for where the slide does not say it: <paramref name="mpp"/> micrometres a level-0 pixel.</summary>
    public static SlideThumbnail Of(ISlide slide, double? mpp, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(slide);
        var longest = Math.Max(slide.Levels[0].Width, slide.Levels[0].Height);
        var known = slide.Mpp ?? mpp;
        return Read(slide, TissueDownsample(longest, known), known, cancellation);
    }

    /// <summary>Reads a slide so that its longest side has about <paramref name="longestSide"/> pixels, and up to twice as many.</summary>
    public static SlideThumbnail OfLongestSide(ISlide slide, int longestSide, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(slide);
        if (longestSide < 1) throw new ConcordArgumentException($"longestSide is {longestSide}; it must be 1 or more");
        return Read(slide, (double)Math.Max(slide.Levels[0].Width, slide.Levels[0].Height) / longestSide, slide.Mpp, cancellation);
    }

    /// <summary>Level-0 pixels that one pixel should stand for; small images keep enough pixels to tell tissue from glass.</summary>
    internal static double TissueDownsample(long longest, double? mpp)
    {
        var wanted = mpp is { } known ? TissueMpp / known : longest / LongestWithoutMpp;
        return Math.Max(1, Math.Max(longest / LongestEver, Math.Min(wanted, longest / ShortestUseful)));
    }

    private static SlideThumbnail Read(ISlide slide, double wanted, double? mpp, CancellationToken cancellation)
    {
        var level = CoarsestWithin(slide.Levels, wanted);
        var factor = (int)Math.Clamp(Math.Floor((wanted / slide.Levels[level].Downsample) + 0.01), 1, LevelShrinker.LargestFactor);
        while (factor < LevelShrinker.LargestFactor && Pixels(slide.Levels[level], factor) > MostPixels) factor++;
        var image = LevelShrinker.Shrink(slide, level, factor, cancellation);
        return new SlideThumbnail(image, slide.Levels[level].Downsample * factor, slide.Levels[0].Width, slide.Levels[0].Height, mpp);
    }

    private static long Pixels(SlideLevel level, int factor)
    {
        var (across, down) = ShrunkRegion.Squares(level, factor);
        return across * down;
    }

    private static int CoarsestWithin(IReadOnlyList<SlideLevel> levels, double wanted)
    {
        var best = 0;
        for (var i = 1; i < levels.Count; i++)
        {
            if (levels[i].Downsample <= wanted * 1.01 && levels[i].Downsample > levels[best].Downsample) best = i;
        }

        return best;
    }
}
