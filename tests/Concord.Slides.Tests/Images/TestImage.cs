namespace Concord.Tests;

/// <summary>Images that need no file.</summary>
internal static class TestImage
{
    /// <summary>Smooth, with structure in every channel; the seed shifts it.</summary>
    internal static RgbImage Waves(int width, int height, int seed = 0)
    {
        var pixels = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    var wave = Math.Sin((x + (7 * seed)) * (0.05 + (0.02 * c))) * Math.Cos((y - (3 * seed)) * (0.04 + (0.01 * c)));
                    pixels[(3 * ((y * width) + x)) + c] = (byte)(128 + (100 * wave));
                }
            }
        }

        return new RgbImage(width, height, pixels);
    }

    internal static RgbImage Plain(int width, int height, byte red, byte green, byte blue)
    {
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < pixels.Length; i += 3) (pixels[i], pixels[i + 1], pixels[i + 2]) = (red, green, blue);
        return new RgbImage(width, height, pixels);
    }
}
