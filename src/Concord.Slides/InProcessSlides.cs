namespace Concord;

/// <summary>Opens in this process: for hosts that trust their files, and for worker processes themselves.</summary>
internal sealed class InProcessSlides(ImageLimits limits) : ISlideOpener
{
    public bool IsWholeSlide(string path) => SlideReaders.IsWholeSlide(path);

    public ISlide Open(string path) => SmallSlide.Of(path, SlideReaders.Open(path, limits));

    public IImageDecoder Decoder() => new ImageDecoder(limits);

    public void Dispose()
    {
    }
}
