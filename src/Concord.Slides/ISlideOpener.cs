namespace Concord;

/// <summary>Where slides and images are opened: in this process, or in others that a hostile file may bring down. Thread-safe.</summary>
internal interface ISlideOpener : IDisposable
{
    /// <summary>As <see cref="SlideReaders.IsWholeSlide"/>; where other processes look, throws <see cref="SlideException"/> when the file brings one down.</summary>
    bool IsWholeSlide(string path);

    /// <summary>As <see cref="SlideReaders.Open"/>.</summary>
    ISlide Open(string path);

    /// <summary>For one thread; valid as long as this is.</summary>
    IImageDecoder Decoder();
}
