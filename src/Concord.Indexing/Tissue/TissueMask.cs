namespace Concord.Indexing;

/// <summary>Where a slide has tissue, at the resolution of a thumbnail. Immutable; safe to use from several threads.</summary>
public sealed class TissueMask
{
    private readonly bool[] _tissue;
    private readonly IntegralImage _sums;

    private TissueMask(bool[] tissue, SlideThumbnail thumbnail, double threshold)
    {
        _tissue = tissue;
        (Width, Height, Downsample, Threshold) = (thumbnail.Image.Width, thumbnail.Image.Height, thumbnail.Downsample, threshold);
        _sums = new IntegralImage(Width, Height, at => tissue[at] ? 1 : 0);
        TissueShare = _sums.Sum(0, 0, Width, Height) / ((double)Width * Height);
    }

    /// <summary>Pixels of the mask a row.</summary>
    public int Width { get; }

    /// <summary>Rows of the mask.</summary>
    public int Height { get; }

    /// <summary>Level-0 pixels a pixel of the mask along one side.</summary>
    public double Downsample { get; }

    /// <summary>The saturation of HSV, 0 to 1, above which a pixel was taken for tissue before cleaning.</summary>
    public double Threshold { get; }

    /// <summary>Share of the whole slide that is tissue, 0 to 1.</summary>
    public double TissueShare { get; }

    /// <summary>Reads a thumbnail of the slide and finds its tissue. Throws <see cref="SlideException"/> where the slide cannot be read.</summary>
    public static TissueMask Of(ISlide slide, TissueOptions? options = null, CancellationToken cancellation = default) =>
        Of(SlideThumbnail.Of(slide, cancellation), options);

    /// <summary>
    /// Finds tissue: saturation above a threshold that Otsu's method gives, ink left out; then gaps closed, specks opened away, small pieces removed
    /// and small holes filled. A picture that is all tissue stays whole, one that is all glass stays empty.
    /// </summary>
    public static TissueMask Of(SlideThumbnail thumbnail, TissueOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(thumbnail);
        options ??= TissueOptions.Default;
        options.Check();
        var threshold = options.Saturation is { } given ? (int)Math.Round(255 * given) : TissueThreshold.Of(thumbnail.Image);
        return new TissueMask(Clean(Above(thumbnail.Image, threshold), thumbnail, options), thumbnail, threshold / 255.0);
    }

    /// <summary>Whether a pixel of the mask is tissue; what lies outside is not.</summary>
    public bool IsTissue(int x, int y) => x >= 0 && y >= 0 && x < Width && y < Height && _tissue[(y * Width) + x];

    /// <summary>
    /// Share of a rectangle of level-0 pixels that is tissue, 0 to 1. Pixels of the mask that the rectangle cuts count by the part inside, and what
    /// lies outside the slide is no tissue. An empty rectangle has share 0.
    /// </summary>
    public double Share(double x, double y, double width, double height)
    {
        if (!(width > 0) || !(height > 0)) return 0;
        var sum = _sums.Sum(x / Downsample, y / Downsample, (x + width) / Downsample, (y + height) / Downsample);
        return Math.Clamp(sum * Downsample * Downsample / (width * height), 0, 1);
    }

    private static bool[] Above(RgbImage image, int threshold)
    {
        var mask = new bool[image.Pixels.Length / 3];
        for (var i = 0; i < mask.Length; i++)
        {
            var (red, green, blue) = (image.Pixels[3 * i], image.Pixels[(3 * i) + 1], image.Pixels[(3 * i) + 2]);
            mask[i] = TissueThreshold.Saturation(red, green, blue) > threshold && Ink.Of(red, green, blue) == InkColour.None;
        }

        return mask;
    }

    private static bool[] Clean(bool[] mask, SlideThumbnail thumbnail, TissueOptions options)
    {
        var (width, mpp) = (thumbnail.Image.Width, thumbnail.Mpp ?? SlideThumbnail.TissueMpp);
        mask = Morphology.Close(mask, width, Radius(options.CloseRadius));
        mask = Morphology.Open(mask, width, Radius(options.OpenRadius));
        Components.RemoveSmall(mask, width, Area(options.SmallestPiece));
        Components.FillSmall(mask, width, Area(options.LargestFilledHole));
        return mask;

        int Radius(double micrometres) => (int)Math.Min(width, Math.Round(micrometres / mpp));

        long Area(double side) => (long)Math.Round(side * side / (mpp * mpp));
    }
}
