namespace Concord.Study;

/// <summary>An image that travels inside the report.</summary>
/// <param name="DataUri">data:image/jpeg;base64,…</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record ReportPicture(string DataUri, int Width, int Height)
{
    private const int JpegQuality = 82;

    /// <summary>Reads an image of radiology by its window, DICOM too, and shrinks it; null when the file is gone or cannot be read.</summary>
    public static ReportPicture? ReadSeries(string? path, int longestSide)
    {
        if (path is null) return null;
        try
        {
            return Of(SeriesFile.ReadPreview(path), longestSide);
        }
        catch (ConcordException)
        {
            return null;
        }
    }

    public static ReportPicture Of(RgbImage image, int longestSide)
    {
        var small = Thumbnail.Shrink(image, longestSide);
        return new ReportPicture(
            "data:image/jpeg;base64," + Convert.ToBase64String(ImageFile.EncodeJpeg(small, JpegQuality)), small.Width, small.Height);
    }
}
