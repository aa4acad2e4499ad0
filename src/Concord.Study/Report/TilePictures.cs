using Concord.Indexing;

namespace Concord.Study;

/// <summary>
/// The pixels of tiles, for showing, read as <see cref="IsolatedSlides"/> reads them. Files that were opened last stay open, since the tiles of a page lie on few slides. A file that is gone or cannot be
/// read gives null: a page shows what it can. Not thread-safe.
/// </summary>
/// <param name="added">Readers asked for slides that Concord's own cannot open; null: none.</param>
public sealed class TilePictures(ISlideReaderSource? added = null) : IDisposable
{
    /// <summary>Slides kept open; a plain image is decoded whole, one of 10,000 × 10,000 pixels takes 300 MB.</summary>
    private const int MostOpen = 2;

    /// <summary>What a tile may be made of, 192 MiB; more is a mistaken size.</summary>
    private const int MostPixels = 64 << 20;

    private readonly IsolatedSlides _slides = new(added);
    private readonly List<(string Path, ISlide? Slide)> _open = [];

    /// <summary>A tile, its longest side shrunk to `longestSide` pixels. A tile that reaches over the edge of its slide is cut there.</summary>
    public ReportPicture? Tile(string? file, TileBox box, int longestSide)
    {
        if (Open(file) is not { } slide) return null;
        var size = slide.Levels[0];
        if (box is { Width: 0, Height: 0 }) return Slide(file, longestSide) is { } whole ? ReportPicture.Of(whole, longestSide) : null;
        var (width, height) = (Math.Min(box.Width, size.Width - box.X), Math.Min(box.Height, size.Height - box.Y));
        if (box.X < 0 || box.Y < 0 || width < 1 || height < 1) return null;
        return Region(slide, box.X, box.Y, width, height, longestSide) is { } image ? ReportPicture.Of(image, longestSide) : null;
    }

    /// <summary>The whole slide, its longest side shrunk to `longestSide` pixels.</summary>
    public RgbImage? Slide(string? file, int longestSide)
    {
        if (Open(file) is not { } slide) return null;
        try
        {
            return Thumbnail.Shrink(SlideThumbnail.OfLongestSide(slide, longestSide).Image, longestSide);
        }
        catch (SlideException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var (_, slide) in _open) slide?.Dispose();
        _open.Clear();
        _slides.Dispose();
    }

    /// <summary>Of the coarsest level that is fine enough.</summary>
    private static RgbImage? Region(ISlide slide, long x, long y, long width, long height, int longestSide)
    {
        var plan = RegionPlan.Of(slide.Levels, width, height, (int)Math.Max(1, longestSide * width / Math.Max(width, height)));
        if ((long)plan.Width * plan.Height > MostPixels) return null;
        var rgb = new byte[3 * plan.Width * plan.Height];
        try
        {
            slide.ReadRegion(plan.Level, x, y, plan.Width, plan.Height, rgb);
        }
        catch (SlideException)
        {
            return null;
        }

        return new RgbImage(plan.Width, plan.Height, rgb);
    }

    private ISlide? Open(string? file)
    {
        if (file is null) return null;
        var at = _open.FindIndex(entry => entry.Path == file);
        if (at >= 0) return _open[at].Slide;
        if (_open.Count == MostOpen)
        {
            _open[0].Slide?.Dispose();
            _open.RemoveAt(0);
        }

        _open.Add((file, Read(file)));
        return _open[^1].Slide;
    }

    private ISlide? Read(string file)
    {
        try
        {
            return _slides.Open(file);
        }
        catch (Exception failure) when (failure is SlideException or ConcordException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
