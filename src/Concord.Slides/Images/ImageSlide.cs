namespace Concord;

/// <summary>A decoded image as a slide of one level. Its resolution is never taken from tags: photographs' tags say that of paper.</summary>
internal sealed class ImageSlide(RgbImage image, string format) : ISlide
{
    public IReadOnlyList<SlideLevel> Levels { get; } = [new SlideLevel(image.Width, image.Height, 1)];

    public double? Mpp => null;

    public double? ObjectivePower => null;

    public string Format { get; } = format;

    public void ReadRegion(int level, long x, long y, int width, int height, Span<byte> rgb)
    {
        RegionArguments.Check(Levels.Count, level, width, height, rgb.Length);
        var left = Math.Clamp(x, 0, image.Width);
        var right = Math.Clamp(x + width, left, image.Width);
        for (var row = 0; row < height; row++)
        {
            var to = rgb.Slice(3 * width * row, 3 * width);
            if (right == left || y + row < 0 || y + row >= image.Height)
            {
                to.Fill(255);
                continue;
            }

            var from = image.Pixels.AsSpan(checked((int)(3 * (((y + row) * image.Width) + left))), (int)(3 * (right - left)));
            var start = (int)(3 * (left - x));
            to[..start].Fill(255);
            from.CopyTo(to[start..]);
            to[(start + from.Length)..].Fill(255);
        }
    }

    public void Dispose()
    {
    }
}
