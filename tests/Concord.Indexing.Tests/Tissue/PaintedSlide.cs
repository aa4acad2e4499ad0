using Concord.Indexing;

namespace Concord.Tests;

/// <summary>Slides painted for tests: glass with noise, stained discs, marker.</summary>
internal static class PaintedSlide
{
    internal static readonly (int R, int G, int B) Glass = (243, 243, 244);
    internal static readonly (int R, int G, int B) Eosin = (216, 150, 190);
    internal static readonly (int R, int G, int B) Haematoxylin = (110, 80, 150);

    /// <summary>An image of what `colour` gives for each pixel, with noise of ±`noise`.</summary>
    internal static RgbImage Paint(int width, int height, Func<int, int, (int R, int G, int B)> colour, int noise = 3, int seed = 1)
    {
        var random = new SplitMix((ulong)seed);
        var pixels = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = colour(x, y);
                var at = 3 * ((y * width) + x);
                (pixels[at], pixels[at + 1], pixels[at + 2]) = (Noisy(r), Noisy(g), Noisy(b));
            }
        }

        return new RgbImage(width, height, pixels);

        byte Noisy(int value) => (byte)Math.Clamp(value + random.Below((2 * noise) + 1) - noise, 0, 255);
    }

    internal static bool InDisc(int x, int y, double cx, double cy, double radius) => ((x - cx) * (x - cx)) + ((y - cy) * (y - cy)) <= radius * radius;

    internal static SlideThumbnail Thumbnail(RgbImage image, double downsample = 1, double? slideMpp = 8) =>
        new(image, downsample, (long)(image.Width * downsample), (long)(image.Height * downsample), slideMpp / downsample);
}
