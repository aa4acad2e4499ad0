namespace Concord.Indexing;

/// <summary>Finds the saturation that parts tissue from glass, also where there is only one of the two.</summary>
internal static class TissueThreshold
{
    /// <summary>Saturation of 255 (0.05) below which nothing is tissue: noise and tint of glass. Also what is used where no glass is seen.</summary>
    internal const int Lowest = 13;

    /// <summary>Saturation of 255 (0.15) above which everything is tissue: strong eosin must not push pale mucin or fat into the glass.</summary>
    internal const int Highest = 38;

    private const int DarkestMeasured = 40;
    private const double GlassSaturation = 25;
    private const double GlassValue = 200;

    /// <summary>Saturation of HSV times 255. Nearly black pixels have none: theirs is noise.</summary>
    internal static int Saturation(int red, int green, int blue)
    {
        var value = Math.Max(red, Math.Max(green, blue));
        return value < DarkestMeasured ? 0 : 255 * (value - Math.Min(red, Math.Min(green, blue))) / value;
    }

    /// <summary>
    /// Otsu's threshold, kept within bounds, when its lower class looks like glass: pale and bright. When that class is coloured or dark, there is
    /// hardly any glass and Otsu has split tissue in two: then the lowest bound parts what glass there is.
    /// </summary>
    internal static int Of(RgbImage image)
    {
        var (histogram, brightness) = (new long[256], new long[256]);
        for (var i = 0; i < image.Pixels.Length; i += 3)
        {
            var (red, green, blue) = (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]);
            if (Ink.Of(red, green, blue) != InkColour.None) continue;
            var saturation = Saturation(red, green, blue);
            histogram[saturation]++;
            brightness[saturation] += Math.Max(red, Math.Max(green, blue));
        }

        var otsu = Otsu.Threshold(histogram);
        return LooksLikeGlass(histogram, brightness, otsu) ? Math.Clamp(otsu, Lowest, Highest) : Lowest;
    }

    private static bool LooksLikeGlass(long[] histogram, long[] brightness, int threshold)
    {
        double count = 0, saturation = 0, value = 0;
        for (var i = 0; i <= threshold; i++)
        {
            count += histogram[i];
            saturation += (double)i * histogram[i];
            value += brightness[i];
        }

        return count > 0 && saturation / count <= GlassSaturation && value / count >= GlassValue;
    }
}
