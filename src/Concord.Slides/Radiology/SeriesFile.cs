namespace Concord;

/// <summary>Radiology files: pictures (PNG, JPEG, TIFF, WebP) and DICOM, as grey pixels for a model or for the eye. Thread-safe.</summary>
public static class SeriesFile
{
    private static readonly ISeriesReader[] Readers = [new DicomReader(), new PictureSeriesReader()];

    /// <summary>Opens the image by the first reader that recognises it. Throws <see cref="ConcordImageException"/> with the path and the reason, <see cref="ConcordNotFoundException"/> when there is no such file.</summary>
    public static GreyImage Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var reader = Array.Find(Readers, candidate => candidate.Recognises(path));
        if (reader is null) _ = ImageFormat.Of(path);
        try
        {
            return reader?.Read(path) ?? throw new ConcordImageException(path, "it is neither a picture nor a DICOM image that is read here");
        }
        catch (SeriesException e)
        {
            throw new ConcordImageException(path, e.Message, e);
        }
    }

    /// <summary>For a model: the seed study's percentile stretch, whatever window the file proposes, so that scanners' units do not matter.</summary>
    public static RgbImage ReadStretched(string path)
    {
        var image = Read(path);
        return GreyStretch.Apply(image, GreyStretch.Percentiles(image));
    }

    /// <summary>For the eye: by the file's own window, else by the percentile stretch.</summary>
    public static RgbImage ReadPreview(string path)
    {
        var image = Read(path);
        return GreyStretch.Apply(image, image.Window ?? GreyStretch.Percentiles(image));
    }
}
