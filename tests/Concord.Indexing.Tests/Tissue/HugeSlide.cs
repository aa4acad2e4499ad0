namespace Concord.Tests;

/// <summary>A slide of any size whose pixels are nowhere: stained in the middle half of each side, glass around it.</summary>
internal sealed class HugeSlide(int width, int height, double mpp, int smallest) : ISlide
{
    public IReadOnlyList<SlideLevel> Levels { get; } = [new SlideLevel(width, height, 1), new SlideLevel(width / smallest, height / smallest, smallest)];

    public double? Mpp => mpp;

    public double? ObjectivePower => null;

    public string Format => "huge";

    public void ReadRegion(int level, long x, long y, int wide, int high, Span<byte> rgb)
    {
        var downsample = Levels[level].Downsample;
        rgb.Fill(243);
        for (var row = 0; row < high; row++)
        {
            var at = y + (row * downsample);
            if (at < height / 4 || at >= height / 4 * 3) continue;
            var left = (int)Math.Clamp(((width / 4) - x) / downsample, 0, wide);
            var right = (int)Math.Clamp(((width / 4 * 3) - x) / downsample, left, wide);
            for (var i = left; i < right; i++) (rgb[3 * ((row * wide) + i)], rgb[(3 * ((row * wide) + i)) + 1], rgb[(3 * ((row * wide) + i)) + 2]) = (216, 150, 190);
        }
    }

    public void Dispose()
    {
    }
}
