namespace Concord.Indexing;

/// <summary>Reads a level piece by piece and keeps the mean of each square of factor × factor pixels.</summary>
internal static class LevelShrinker
{
    private const int PieceSide = 1024;

    internal static RgbImage Shrink(ISlide slide, int level, int factor, CancellationToken cancellation)
    {
        var size = slide.Levels[level];
        var (width, height) = ((int)((size.Width + factor - 1) / factor), (int)((size.Height + factor - 1) / factor));
        var pixels = new byte[3L * width * height];
        var step = Math.Max(1, PieceSide / factor);
        var piece = new byte[3L * step * factor * step * factor];
        for (var y = 0; y < height; y += step)
        {
            for (var x = 0; x < width; x += step)
            {
                cancellation.ThrowIfCancellationRequested();
                var (across, down) = (Math.Min(step, width - x), Math.Min(step, height - y));
                var readWidth = (int)Math.Min((long)across * factor, size.Width - ((long)x * factor));
                var readHeight = (int)Math.Min((long)down * factor, size.Height - ((long)y * factor));
                var read = piece.AsSpan(0, 3 * readWidth * readHeight);
                slide.ReadRegion(level, LevelZero(x), LevelZero(y), readWidth, readHeight, read);
                Average(read, readWidth, readHeight, factor, pixels, width, x, y);
            }
        }

        return new RgbImage(width, height, pixels);

        long LevelZero(int at) => (long)Math.Round((double)at * factor * size.Downsample);
    }

    /// <summary>The last square of a row or column may be cut by the edge of the slide: its mean is over what there is.</summary>
    private static void Average(ReadOnlySpan<byte> read, int readWidth, int readHeight, int factor, byte[] pixels, int width, int left, int top)
    {
        var across = (readWidth + factor - 1) / factor;
        var sums = new int[3 * across];
        for (var y = 0; y < readHeight; y += factor)
        {
            Array.Clear(sums);
            var rows = Math.Min(factor, readHeight - y);
            for (var row = y; row < y + rows; row++) AddRow(read.Slice(3 * row * readWidth, 3 * readWidth), factor, sums);
            var target = 3L * (((long)(top + (y / factor)) * width) + left);
            for (var x = 0; x < across; x++)
            {
                var count = rows * Math.Min(factor, readWidth - (x * factor));
                for (var c = 0; c < 3; c++) pixels[target + (3 * x) + c] = (byte)((sums[(3 * x) + c] + (count / 2)) / count);
            }
        }
    }

    private static void AddRow(ReadOnlySpan<byte> row, int factor, int[] sums)
    {
        for (int at = 0, square = 0; at < row.Length; square += 3)
        {
            for (var i = 0; i < factor && at < row.Length; i++, at += 3)
            {
                sums[square] += row[at];
                sums[square + 1] += row[at + 1];
                sums[square + 2] += row[at + 2];
            }
        }
    }
}
