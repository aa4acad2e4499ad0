namespace Concord.Indexing;

/// <summary>
/// Tells marker from stain by hue and saturation (HSV) of a mean colour, not of a single pixel: a nucleus's blue is mixed with the eosin around it
/// within a few pixels, ink is of one colour over hundreds. Bounds are set on real tiles, see docs/tissue.md; haematoxylin lies at hues of 235 to
/// 300 degrees in H&amp;E, and between 200 and 240 but pale as the counterstain of immunohistochemistry.
/// </summary>
internal static class Ink
{
    internal static InkColour Of(int red, int green, int blue)
    {
        var value = Math.Max(red, Math.Max(green, blue));
        var spread = value - Math.Min(red, Math.Min(green, blue));
        var saturation = 100 * spread / Math.Max(1, value);
        if (value < 60 || (value < 70 && saturation < 35)) return InkColour.Black;
        if (saturation < 16) return InkColour.None;
        return Hue(red, green, blue, value, spread) switch
        {
            > 75 and < 195 when saturation >= 25 || value < 200 => InkColour.Green,
            >= 195 and < 235 when saturation >= 55 => InkColour.Blue,
            // Blood is as red, but darker where it is as saturated.
            >= 345 or < 15 when saturation >= (value > 200 ? 70 : 85) => InkColour.Red,
            _ => InkColour.None,
        };
    }

    /// <summary>Degrees, 0 to 360; red is 0.</summary>
    private static float Hue(int red, int green, int blue, int value, int spread)
    {
        var hue = value == red ? 60f * (green - blue) / spread
            : value == green ? 120 + (60f * (blue - red) / spread)
            : 240 + (60f * (red - green) / spread);
        return hue < 0 ? hue + 360 : hue;
    }
}
