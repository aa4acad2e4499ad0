namespace Concord.Tests;

/// <summary>A slide of pixels in memory, with levels made by plain averaging of squares.</summary>
internal sealed class MemorySlide : ISlide
{
    private readonly List<RgbImage> _images = [];

    internal MemorySlide(RgbImage image, double? mpp, params int[] factors)
    {
        Mpp = mpp;
        _images.Add(image);
        _images.AddRange(factors.Select(factor => Shrink(image, factor)));
        Levels = [.. _images.Select((level, i) => new SlideLevel(level.Width, level.Height, i == 0 ? 1 : factors[i - 1]))];
    }

    public IReadOnlyList<SlideLevel> Levels { get; }

    public double? Mpp { get; }

    public double? ObjectivePower => null;

    public string Format => "memory";

    internal HashSet<int> LevelsRead { get; } = [];

    public void ReadRegion(int level, long x, long y, int width, int height, Span<byte> rgb)
    {
        Assert.That(rgb.Length, Is.EqualTo(3 * width * height), "the span must be exactly the region");
        LevelsRead.Add(level);
        var image = _images[level];
        var (left, top) = ((int)Math.Round(x / Levels[level].Downsample), (int)Math.Round(y / Levels[level].Downsample));
        rgb.Fill(255);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var (sx, sy) = (left + column, top + row);
                if (sx < 0 || sy < 0 || sx >= image.Width || sy >= image.Height) continue;
                image.Pixels.AsSpan(3 * ((sy * image.Width) + sx), 3).CopyTo(rgb[(3 * ((row * width) + column))..]);
            }
        }
    }

    public void Dispose()
    {
    }

    internal static RgbImage Shrink(RgbImage image, int factor)
    {
        var (width, height) = ((image.Width + factor - 1) / factor, (image.Height + factor - 1) / factor);
        var pixels = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < 3; c++) pixels[(3 * ((y * width) + x)) + c] = Mean(image, x * factor, y * factor, factor, c);
            }
        }

        return new RgbImage(width, height, pixels);
    }

    private static byte Mean(RgbImage image, int left, int top, int factor, int channel)
    {
        var (sum, count) = (0, 0);
        for (var y = top; y < Math.Min(image.Height, top + factor); y++)
        {
            for (var x = left; x < Math.Min(image.Width, left + factor); x++, count++) sum += image.Pixels[(3 * ((y * image.Width) + x)) + channel];
        }

        return (byte)((sum + (count / 2)) / count);
    }
}
