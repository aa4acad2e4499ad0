namespace Concord.Study;

/// <summary>
/// The pixels of tiles, for showing. Files that were opened last stay open, since the tiles of a page lie on few slides. A file that is gone or is no
/// image gives null: a page shows what it can. Not thread-safe.
/// </summary>
public sealed class TilePictures
{
    /// <summary>Decoded images kept; a whole image of 10,000 × 10,000 pixels takes 300 MB.</summary>
    private const int MostOpen = 2;

    private readonly List<(string Path, RgbImage? Image)> _open = [];

    /// <summary>A tile, its longest side shrunk to `longestSide` pixels.</summary>
    public ReportPicture? Tile(string? file, TileBox box, int longestSide)
    {
        if (Whole(file) is not { } image) return null;
        if (box is { X: 0, Y: 0 } && image.Width <= box.Width && image.Height <= box.Height) return ReportPicture.Of(image, longestSide);
        // The edge of a slide may cut a tile.
        var (width, height) = (Math.Min(box.Width, image.Width - box.X), Math.Min(box.Height, image.Height - box.Y));
        return box.X < 0 || box.Y < 0 || width < 1 || height < 1 ? null : ReportPicture.Of(image.Crop(box.X, box.Y, width, height), longestSide);
    }

    /// <summary>The whole slide, its longest side shrunk to `longestSide` pixels.</summary>
    public RgbImage? Slide(string? file, int longestSide) => Whole(file) is { } image ? Thumbnail.Shrink(image, longestSide) : null;

    private RgbImage? Whole(string? file)
    {
        if (file is null) return null;
        var at = _open.FindIndex(entry => entry.Path == file);
        if (at >= 0) return _open[at].Image;
        if (_open.Count == MostOpen) _open.RemoveAt(0);
        _open.Add((file, Read(file)));
        return _open[^1].Image;
    }

    private static RgbImage? Read(string file)
    {
        try
        {
            return ImageFile.Read(file);
        }
        catch (Exception failure) when (failure is ConcordException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
