namespace Concord;

/// <summary>Opens JPEG, PNG and WebP in this process, as <see cref="SelectiveDecoder"/> decodes them, and everything else in worker processes. Owns the workers. Thread-safe.</summary>
internal sealed class SelectiveSlides(SlideWorkers workers, ImageLimits limits) : ISlideOpener
{
    private readonly ImageReader _images = new(limits);

    public bool IsWholeSlide(string path) => workers.IsWholeSlide(path);

    public ISlide Open(string path) => ImageFormat.IsKnown(path) && ImageFormat.Of(path) != "TIFF" ? _images.Open(path) : workers.Open(path);

    public IImageDecoder Decoder() => workers.Decoder();

    public void Dispose() => workers.Dispose();
}
