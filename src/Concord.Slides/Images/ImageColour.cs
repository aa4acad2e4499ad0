using NetVips;

namespace Concord;

/// <summary>From whatever a file holds to three 8-bit sRGB bands.</summary>
internal static class ImageColour
{
    private static readonly double[] White = [255];

    /// <summary>16-bit, grey, CMYK and Lab become sRGB; transparency is laid on white. An embedded RGB profile is not applied, as
    /// the tools that models are trained with do not apply it either.</summary>
    internal static Image ToRgb8(string path, Image image)
    {
        if (image.Format == Enums.BandFormat.Uchar && image.Bands == 3 && image.Interpretation is Enums.Interpretation.Srgb) return image.Copy();
        RefuseWhatHasNoColour(path, image);
        using var srgb = Convert(image);
        using var flat = srgb.HasAlpha() ? srgb.Flatten(background: White) : srgb.Copy();
        using var three = flat.Bands > 3 ? flat.ExtractBand(0, n: 3) : flat.Copy();
        return three.Cast(Enums.BandFormat.Uchar);
    }

    private static void RefuseWhatHasNoColour(string path, Image image)
    {
        if (image.Format is not (Enums.BandFormat.Uchar or Enums.BandFormat.Ushort))
        {
            throw new ConcordImageException(path, $"its pixels are of type {image.Format}; 8 or 16 bits a sample are read");
        }

        if (image.Bands > 5 || (image.Bands == 5 && image.Interpretation != Enums.Interpretation.Cmyk))
        {
            throw new ConcordImageException(path, $"it has {image.Bands} channels; grey, RGB and CMYK are read, with or without alpha");
        }
    }

    private static Image Convert(Image image)
    {
        if (image.Interpretation != Enums.Interpretation.Cmyk) return image.Colourspace(Enums.Interpretation.Srgb);
        return image.Contains("icc-profile-data") ? image.IccTransform("srgb", embedded: true) : image.Colourspace(Enums.Interpretation.Srgb);
    }
}
