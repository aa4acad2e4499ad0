using System.Runtime.InteropServices;
using NetVips;

namespace Concord;

/// <summary>Decodes in this process, by libvips.</summary>
internal sealed class ImageDecoder(ImageLimits limits) : IImageDecoder
{
    private byte[] _pixels = [];

    public int Width { get; private set; }

    public int Height { get; private set; }

    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, 3 * Width * Height);

    public void Read(string path)
    {
        _ = ImageFormat.Of(path);
        Vips.EnsureReady();
        try
        {
            Decode(path);
        }
        catch (VipsException e)
        {
            throw new ConcordImageException(path, $"it is damaged or cut off ({Reason(e)})", e);
        }
    }

    private void Decode(string path)
    {
        // A source, not a file name: libvips reads options out of names that end in [...].
        using var source = Source.NewFromFile(path);
        using var opened = Image.NewFromSource(source, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
        limits.Check(path, opened.Width, opened.Height);
        using var rgb = ImageColour.ToRgb8(path, opened);
        using var upright = ImageOrientation.IsUpright(rgb) ? null : ImageOrientation.Upright(rgb);
        CopyPixels(upright ?? rgb);
    }

    private void CopyPixels(Image image)
    {
        var memory = image.WriteToMemory(out var size);
        try
        {
            var length = checked((int)size);
            if (length != 3L * image.Width * image.Height) throw new InvalidOperationException($"{length} bytes of pixels for {image.Width} x {image.Height}");
            if (_pixels.Length < length) _pixels = GC.AllocateUninitializedArray<byte>(length);
            Marshal.Copy(memory, _pixels, 0, length);
            (Width, Height) = (image.Width, image.Height);
        }
        finally
        {
            NetVips.NetVips.Free(memory);
        }
    }

    internal static string Reason(VipsException e)
    {
        // "unable to call X\nvipsjpeg: premature end of JPEG image\n": the last line is the decoder's.
        var lines = e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "no reason given" : lines[^1];
    }
}
