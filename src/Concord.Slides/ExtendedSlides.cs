namespace Concord;

/// <summary>
/// Opens by Concord's own readers, and what these cannot open by the first added reader that recognises it. So nothing added can stand between Concord and the formats that it
/// knows, or slow them.
/// </summary>
internal sealed class ExtendedSlides(ISlideOpener own, ISlideReaderSource added) : ISlideOpener
{
    /// <summary>What an added reader recognises is a whole slide, unless it is an image that is decoded here.</summary>
    public bool IsWholeSlide(string path) => own.IsWholeSlide(path) || (!ImageFormat.IsKnown(path) && Recognising(path) is not null);

    public ISlide Open(string path)
    {
        try
        {
            return own.Open(path);
        }
        catch (SlideException)
        {
            if (Recognising(path) is not { } reader) throw;
            return reader.Open(path);
        }
    }

    public IImageDecoder Decoder() => own.Decoder();

    public void Dispose() => own.Dispose();

    private ISlideReader? Recognising(string path) => added.Readers.FirstOrDefault(reader => reader.Recognises(path));
}
