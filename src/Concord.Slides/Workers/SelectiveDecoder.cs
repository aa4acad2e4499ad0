namespace Concord;

/// <summary>
/// Decodes TIFF, a format of many libraries' many faults, in worker processes, and JPEG, PNG and WebP in this one: a tile of these is decoded so quickly that
/// sending its pixels is felt (docs/slides.md).
/// </summary>
internal sealed class SelectiveDecoder(IImageDecoder workers, IImageDecoder here) : IImageDecoder
{
    private readonly IImageDecoder _here = here;
    private IImageDecoder _last = here;

    public int Width => _last.Width;

    public int Height => _last.Height;

    public ReadOnlySpan<byte> Pixels => _last.Pixels;

    public void Read(string path)
    {
        _last = ImageFormat.Of(path) == "TIFF" ? workers : _here;
        _last.Read(path);
    }
}
