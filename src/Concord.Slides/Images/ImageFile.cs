using NetVips;

namespace Concord;

/// <summary>
/// Image files: JPEG, PNG, TIFF (its first page alone: pages with slide labels and overviews are never read) and WebP. Thread-safe.
/// A bad file gives <see cref="ConcordImageException"/> with its path and the reason, a missing one <see cref="ConcordNotFoundException"/>.
/// </summary>
public static class ImageFile
{
    /// <summary>Decodes a file to 8-bit sRGB: upright, transparency on white, 16-bit, grey and CMYK converted.</summary>
    public static RgbImage Read(string path, ImageLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var decoder = new ImageDecoder(limits ?? ImageLimits.Default);
        decoder.Read(path);
        return new RgbImage(decoder.Width, decoder.Height, decoder.Pixels.ToArray());
    }

    /// <summary>Reads the size and format without decoding pixels; no limit is applied.</summary>
    public static ImageHeader ReadHeader(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var format = ImageFormat.Of(path);
        Vips.EnsureReady();
        try
        {
            using var source = Source.NewFromFile(path);
            using var image = Image.NewFromSource(source, access: Enums.Access.Sequential);
            return ImageOrientation.SwapsSides(image)
                ? new ImageHeader(image.Height, image.Width, format)
                : new ImageHeader(image.Width, image.Height, format);
        }
        catch (VipsException e)
        {
            throw new ConcordImageException(path, $"it is damaged or cut off ({ImageDecoder.Reason(e)})", e);
        }
    }

    /// <summary>True for names that end as those of the formats read here do; what is inside is not looked at.</summary>
    public static bool HasImageExtension(string path) =>
        ImageFormat.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Encodes as baseline JPEG without metadata. <paramref name="quality"/> is 1 to 100.</summary>
    public static byte[] EncodeJpeg(RgbImage image, int quality = 90)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (quality is < 1 or > 100) throw new ConcordArgumentException($"quality is {quality}; it must be 1 to 100");
        using var vips = ToVips(image);
        return vips.JpegsaveBuffer(q: quality, keep: Enums.ForeignKeep.None);
    }

    /// <summary>Encodes as PNG without metadata.</summary>
    public static byte[] EncodePng(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var vips = ToVips(image);
        return vips.PngsaveBuffer(keep: Enums.ForeignKeep.None);
    }

    public static void WriteJpeg(RgbImage image, string path, int quality = 90) => File.WriteAllBytes(path, EncodeJpeg(image, quality));

    public static void WritePng(RgbImage image, string path) => File.WriteAllBytes(path, EncodePng(image));

    public static void WriteJpeg(RgbImage image, Stream stream, int quality = 90)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(EncodeJpeg(image, quality));
    }

    public static void WritePng(RgbImage image, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(EncodePng(image));
    }

    private static Image ToVips(RgbImage image)
    {
        Vips.EnsureReady();
        using var memory = Image.NewFromMemory(image.Pixels, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
        return memory.Copy(interpretation: Enums.Interpretation.Srgb);
    }
}
