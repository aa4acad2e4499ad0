using System.Buffers;
using System.Numerics;

namespace Concord.Indexing;

/// <summary>
/// Focus of a tile: power of the Laplacian of optical density over power of its gradient. Both grow alike with stain and with the amount of
/// structure, so that pale mucin and empty fat are judged as dense nuclei are; only the fineness of what is there counts.
/// </summary>
internal static class Sharpness
{
    /// <summary>Structure below this power is noise of the camera and of 8 bits: it says nothing of focus.</summary>
    private const double LeastGradient = 1e-5;

    private static readonly float[] Density = [.. Enumerable.Range(0, 256).Select(grey => -MathF.Log((grey + 1) / 256f))];

    /// <summary>
    /// The lesser of full and half resolution: a strong blur leaves noise alone at full resolution, which is fine-grained and would look sharp.
    /// Infinite for tiles without structure or below 8 pixels a side.
    /// </summary>
    internal static double Of(ReadOnlySpan<byte> rgb, int width, int height)
    {
        if (width < 8 || height < 8) return double.PositiveInfinity;
        var grey = ArrayPool<byte>.Shared.Rent(width * height);
        var density = ArrayPool<float>.Shared.Rent(width * height);
        try
        {
            Grey(rgb, grey);
            var full = Ratio(grey, width, height, density);
            Halve(grey, width, height);
            return Math.Min(full, Ratio(grey, width / 2, height / 2, density));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(grey);
            ArrayPool<float>.Shared.Return(density);
        }
    }

    /// <summary>Luma of BT.601 in 8-bit integers.</summary>
    private static void Grey(ReadOnlySpan<byte> rgb, byte[] grey)
    {
        for (int i = 0, pixel = 0; i + 2 < rgb.Length; i += 3, pixel++)
        {
            grey[pixel] = (byte)(((77 * rgb[i]) + (150 * rgb[i + 1]) + (29 * rgb[i + 2]) + 128) >> 8);
        }
    }

    /// <summary>Means of 2 × 2 pixels, in place: a mean is written before or where it was read.</summary>
    private static void Halve(byte[] grey, int width, int height)
    {
        for (var y = 0; y < height / 2; y++)
        {
            for (var x = 0; x < width / 2; x++)
            {
                var at = (2 * y * width) + (2 * x);
                grey[(y * (width / 2)) + x] = (byte)((grey[at] + grey[at + 1] + grey[at + width] + grey[at + width + 1] + 2) >> 2);
            }
        }
    }

    private static double Ratio(byte[] grey, int width, int height, float[] density)
    {
        for (var i = 0; i < width * height; i++) density[i] = Density[grey[i]];
        double laplacian = 0, gradient = 0;
        for (var y = 1; y < height - 1; y++)
        {
            var above = density.AsSpan((y - 1) * width, width);
            var (rowLaplacian, rowGradient) = RowPower(above, density.AsSpan(y * width, width), density.AsSpan((y + 1) * width, width));
            laplacian += rowLaplacian;
            gradient += rowGradient;
        }

        return gradient / ((width - 2.0) * (height - 2)) < LeastGradient ? double.PositiveInfinity : laplacian / gradient;
    }

    private static (float Laplacian, float Gradient) RowPower(ReadOnlySpan<float> above, ReadOnlySpan<float> row, ReadOnlySpan<float> below)
    {
        var (laplacian, gradient, x) = (0f, 0f, 1);
        if (Vector.IsHardwareAccelerated && row.Length > Vector<float>.Count + 2)
        {
            var (laplacians, gradients) = (Vector<float>.Zero, Vector<float>.Zero);
            for (; x + Vector<float>.Count < row.Length; x += Vector<float>.Count)
            {
                var (left, right) = (new Vector<float>(row[(x - 1)..]), new Vector<float>(row[(x + 1)..]));
                var (up, down) = (new Vector<float>(above[x..]), new Vector<float>(below[x..]));
                var bend = (4 * new Vector<float>(row[x..])) - left - right - up - down;
                laplacians += bend * bend;
                gradients += ((right - left) * (right - left)) + ((down - up) * (down - up));
            }

            (laplacian, gradient) = (Vector.Sum(laplacians), Vector.Sum(gradients) / 4);
        }

        for (; x < row.Length - 1; x++)
        {
            var bend = (4 * row[x]) - row[x - 1] - row[x + 1] - above[x] - below[x];
            var (dx, dy) = (row[x + 1] - row[x - 1], below[x] - above[x]);
            laplacian += bend * bend;
            gradient += ((dx * dx) + (dy * dy)) / 4;
        }

        return (laplacian, gradient);
    }
}
