using System.Runtime.InteropServices;
using NetVips;

namespace Concord;

/// <summary>Pictures of radiology: PNG, JPEG, TIFF (first page) and WebP. Colour becomes grey; 16 bits stay 16.</summary>
internal sealed class PictureSeriesReader : ISeriesReader
{
    public string Id => "picture";

    public bool Recognises(string path) => ImageFormat.IsKnown(path);

    public GreyImage Read(string path)
    {
        Vips.EnsureReady();
        try
        {
            using var source = Source.NewFromFile(path);
            using var opened = Image.NewFromSource(source, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
            ImageLimits.Default.Check(path, opened.Width, opened.Height);
            using var grey = Grey(path, opened);
            using var upright = ImageOrientation.IsUpright(grey) ? grey.Copy() : ImageOrientation.Upright(grey);
            return new GreyImage(upright.Width, upright.Height, Values(upright));
        }
        catch (VipsException e)
        {
            throw new SeriesException($"it is damaged or cut off ({ImageDecoder.Reason(e)})", e);
        }
        catch (ConcordImageException e)
        {
            throw new SeriesException(e.Reason, e);
        }
    }

    private static Image Grey(string path, Image image)
    {
        if (image.Format is not (Enums.BandFormat.Uchar or Enums.BandFormat.Ushort)) throw new ConcordImageException(path, $"its pixels are of type {image.Format}; 8 or 16 bits a sample are read");
        if (image.Bands > 5) throw new ConcordImageException(path, $"it has {image.Bands} channels; grey, RGB and CMYK are read");
        using var opaque = image.HasAlpha() ? image.Flatten() : image.Copy();
        using var one = opaque.Bands == 1 ? opaque.Copy() : opaque.Colourspace(opaque.Format == Enums.BandFormat.Ushort ? Enums.Interpretation.Grey16 : Enums.Interpretation.Bw);
        using var band = one.ExtractBand(0);
        return band.Cast(Enums.BandFormat.Float);
    }

    private static float[] Values(Image image)
    {
        var memory = image.WriteToMemory(out var size);
        try
        {
            var values = new float[checked((int)(size / sizeof(float)))];
            Marshal.Copy(memory, values, 0, values.Length);
            return values;
        }
        finally
        {
            NetVips.NetVips.Free(memory);
        }
    }
}
