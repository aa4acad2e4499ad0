namespace Concord;

/// <summary>
/// A slide whose level 0 stays in memory once it had to be read whole to find tissue, as is so where there are no smaller levels: its tiles come from there then. OpenSlide
/// would decode and blend every pixel again. Only level 0, where one pixel is one pixel: places on other levels are rounded by the reader.
/// </summary>
internal sealed class SmallSlide : IShrinkingSlide
{
    /// <summary>64 MiB of R G B.</summary>
    private const long MostPixels = (64L << 20) / 3;

    private const int StripPixels = 1 << 20;

    private readonly string _path;
    private readonly ISlide _slide;
    private ImageSlide? _kept;

    private SmallSlide(string path, ISlide slide) => (_path, _slide) = (path, slide);

    public IReadOnlyList<SlideLevel> Levels => _slide.Levels;

    public double? Mpp => _slide.Mpp;

    public double? ObjectivePower => _slide.ObjectivePower;

    public string Format => _slide.Format;

    /// <summary>The slide itself where it is large, or in memory anyway. Owns it.</summary>
    internal static ISlide Of(string path, ISlide slide) =>
        slide is ImageSlide || slide.Levels[0].Width * slide.Levels[0].Height > MostPixels ? slide : new SmallSlide(path, slide);

    public void ReadRegion(int level, long x, long y, int width, int height, Span<byte> rgb)
    {
        if (level == 0 && _kept is not null) _kept.ReadRegion(level, x, y, width, height, rgb);
        else _slide.ReadRegion(level, x, y, width, height, rgb);
    }

    public void ReadShrunk(ShrunkRegion region, Span<byte> rgb)
    {
        if (region.Level == 0) LevelShrinker.Read(_kept ??= new ImageSlide(JpegTiles.Read(_path, _slide) ?? ReadInStrips(), Format), region, rgb);
        else LevelShrinker.Read(_slide, region, rgb);
    }

    public void Dispose()
    {
        _kept = null;
        _slide.Dispose();
    }

    /// <summary>Read in strips, so that the reader's own memory stays small.</summary>
    private RgbImage ReadInStrips()
    {
        var (width, height) = ((int)Levels[0].Width, (int)Levels[0].Height);
        var pixels = GC.AllocateUninitializedArray<byte>(3 * width * height);
        var strip = Math.Max(1, StripPixels / width);
        for (var y = 0; y < height; y += strip)
        {
            var rows = Math.Min(strip, height - y);
            _slide.ReadRegion(0, 0, y, width, rows, pixels.AsSpan(3 * y * width, 3 * rows * width));
        }

        return new RgbImage(width, height, pixels);
    }
}
