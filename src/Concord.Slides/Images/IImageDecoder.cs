namespace Concord;

/// <summary>Turns files into 8-bit sRGB, one after the other in the same memory. Used by one thread at a time.</summary>
internal interface IImageDecoder
{
    int Width { get; }

    int Height { get; }

    /// <summary>height × width × 3 bytes of the last image read; overwritten by the next.</summary>
    ReadOnlySpan<byte> Pixels { get; }

    /// <summary>
    /// Throws <see cref="ConcordImageException"/>, <see cref="ConcordNotFoundException"/> or, where another process decodes, <see cref="SlideException"/>
    /// for a bad file, and nothing else.
    /// </summary>
    void Read(string path);
}
