using System.Numerics;

namespace Concord;

/// <summary>Means of the squares of a picture. Rows are summed first, many columns at once; the sums are whole numbers, so the order changes nothing.</summary>
internal static class SquareMeans
{
    /// <summary>
    /// Shrinks a picture. A square that its edge cuts is the mean of what there is of it; halves are rounded up.
    /// </summary>
    /// <param name="rgb">height × width × 3 bytes, R G B.</param>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="factor">Pixels along a side of a square, 1 to 1024: larger sums would not fit.</param>
    /// <param name="means">Gets ceil(width ÷ factor) pixels in each of ceil(height ÷ factor) rows.</param>
    /// <param name="stride">Bytes from one row of `means` to the next.</param>
    internal static void Of(ReadOnlySpan<byte> rgb, int width, int height, int factor, Span<byte> means, int stride)
    {
        var sums = new uint[3 * width];
        for (var y = 0; y < height; y += factor)
        {
            Array.Clear(sums);
            var rows = Math.Min(factor, height - y);
            for (var row = y; row < y + rows; row++) Add(rgb.Slice(3 * row * width, 3 * width), sums);
            Fold(sums, rows, factor, means.Slice(y / factor * stride));
        }
    }

    private static void Add(ReadOnlySpan<byte> row, Span<uint> sums)
    {
        var (i, lanes) = (0, Vector<uint>.Count);
        for (; i + Vector<byte>.Count <= row.Length; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            AddTo(sums[i..], first);
            AddTo(sums[(i + lanes)..], second);
            AddTo(sums[(i + (2 * lanes))..], third);
            AddTo(sums[(i + (3 * lanes))..], fourth);
        }

        for (; i < row.Length; i++) sums[i] += row[i];
    }

    private static void AddTo(Span<uint> sums, Vector<uint> values) => (new Vector<uint>(sums) + values).CopyTo(sums);

    /// <summary>Sums of columns to means of squares.</summary>
    private static void Fold(ReadOnlySpan<uint> sums, int rows, int factor, Span<byte> means)
    {
        for (int at = 0, to = 0; at < sums.Length; to += 3)
        {
            var end = Math.Min(sums.Length, at + (3 * factor));
            var count = (uint)(rows * ((end - at) / 3));
            var (red, green, blue) = (count / 2, count / 2, count / 2);
            for (; at < end; at += 3)
            {
                red += sums[at];
                green += sums[at + 1];
                blue += sums[at + 2];
            }

            (means[to], means[to + 1], means[to + 2]) = ((byte)(red / count), (byte)(green / count), (byte)(blue / count));
        }
    }
}
