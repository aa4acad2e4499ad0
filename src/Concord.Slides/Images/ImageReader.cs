namespace Concord;

/// <summary>Plain images as slides of one level: JPEG, PNG, TIFF (first page) and WebP. Decoded when opened.</summary>
internal sealed class ImageReader(ImageLimits limits) : ISlideReader
{
    public string Id => "image";

    public bool Recognises(string path) => ImageFormat.IsKnown(path);

    public ISlide Open(string path)
    {
        try
        {
            return new ImageSlide(ImageFile.Read(path, limits), ImageFormat.Of(path).ToLowerInvariant());
        }
        catch (ConcordImageException e)
        {
            throw new SlideException(e.Reason, e);
        }
    }
}
