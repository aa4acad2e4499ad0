namespace Concord;

/// <summary>From grey values to 8 bits.</summary>
public static class GreyStretch
{
    /// <summary>The quantiles that become black and white, as in the seed study: 1 % and 99 % of the pixels.</summary>
    public const double Low = 0.01, High = 0.99;

    /// <summary>The window between the two quantiles, each the value of the pixel at that share of all (rounded down). An image of one value gets a window around it.</summary>
    public static GreyWindow Percentiles(GreyImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var sorted = image.Values.ToArray();
        Array.Sort(sorted);
        var (black, white) = (sorted[(int)(Low * (sorted.Length - 1))], sorted[(int)(High * (sorted.Length - 1))]);
        return white > black ? new GreyWindow(black, white) : new GreyWindow(black - 0.5, black + 0.5);
    }

    /// <summary>Grey as R = G = B. Values beyond the window are cut off; what is no number is black.</summary>
    public static RgbImage Apply(GreyImage image, GreyWindow window)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(window);
        var values = image.Values.Span;
        var pixels = new byte[3 * image.Width * image.Height];
        var width = window.White - window.Black;
        for (var i = 0; i < values.Length; i++)
        {
            var grey = (values[i] - window.Black) / width * 255;
            var level = grey > 0 ? (byte)Math.Min(255, grey + 0.5) : (byte)0;
            pixels.AsSpan(3 * i, 3).Fill(image.LeastIsWhite ? (byte)(255 - level) : level);
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }
}
