namespace Concord;

/// <summary>
/// Makes a level small: reads it piece by piece and keeps the mean of each square of factor × factor pixels. Where a worker process has the slide open, it
/// is done there, block by block, and only means cross. The same pixels either way.
/// </summary>
internal static class LevelShrinker
{
    /// <summary>A square is read in one piece; a claimed resolution that asks for larger ones must not cost the memory.</summary>
    internal const int LargestFactor = 1024;

    private const int PieceSide = 1024;

    /// <summary>Pieces along a side of what is asked of a worker at once: 16 million pixels, a second of decoding, of a deadline of a minute.</summary>
    private const int BlockPieces = 4;

    /// <summary>The whole of a level. Throws <see cref="SlideException"/> as the slide does.</summary>
    internal static RgbImage Shrink(ISlide slide, int level, int factor, CancellationToken cancellation)
    {
        var (across, down) = ShrunkRegion.Squares(slide.Levels[level], factor);
        var (width, height) = (checked((int)across), checked((int)down));
        var pixels = new byte[3L * width * height];
        var side = BlockPieces * Step(factor);
        var block = new byte[3L * Math.Min(side, width) * Math.Min(side, height)];
        for (var y = 0; y < height; y += side)
        {
            for (var x = 0; x < width; x += side)
            {
                cancellation.ThrowIfCancellationRequested();
                var region = new ShrunkRegion(level, factor, x, y, Math.Min(side, width - x), Math.Min(side, height - y));
                var rgb = block.AsSpan(0, 3 * region.Width * region.Height);
                Read(slide, region, rgb);
                for (var row = 0; row < region.Height; row++)
                {
                    rgb.Slice(3 * row * region.Width, 3 * region.Width).CopyTo(pixels.AsSpan(checked((int)(3 * (((long)(y + row) * width) + x)))));
                }
            }
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>A part of a level. rgb: region.Height × region.Width × 3 bytes. Throws as <see cref="ISlide.ReadRegion"/> does.</summary>
    internal static void Read(ISlide slide, ShrunkRegion region, Span<byte> rgb)
    {
        region.Check(slide.Levels, rgb.Length);
        if (slide is IShrinkingSlide other) other.ReadShrunk(region, rgb);
        else ReadHere(slide, region, rgb);
    }

    private static void ReadHere(ISlide slide, ShrunkRegion region, Span<byte> rgb)
    {
        var (size, factor, step) = (slide.Levels[region.Level], region.Factor, Step(region.Factor));
        var piece = new byte[3L * Math.Min(step, region.Width) * factor * Math.Min(step, region.Height) * factor];
        for (var y = 0; y < region.Height; y += step)
        {
            for (var x = 0; x < region.Width; x += step)
            {
                var (left, top) = ((long)(region.X + x) * factor, (long)(region.Y + y) * factor);
                var readWidth = (int)Math.Min((long)Math.Min(step, region.Width - x) * factor, size.Width - left);
                var readHeight = (int)Math.Min((long)Math.Min(step, region.Height - y) * factor, size.Height - top);
                var read = piece.AsSpan(0, 3 * readWidth * readHeight);
                slide.ReadRegion(region.Level, LevelZero(left), LevelZero(top), readWidth, readHeight, read);
                SquareMeans.Of(read, readWidth, readHeight, factor, rgb[(3 * ((y * region.Width) + x))..], 3 * region.Width);
            }
        }

        long LevelZero(long at) => (long)Math.Round(at * size.Downsample);
    }

    /// <summary>Squares along a side of a piece.</summary>
    private static int Step(int factor) => Math.Max(1, PieceSide / factor);
}
