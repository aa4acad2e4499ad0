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

    private const int Scales = 3;
    private const int LeastSide = 8;

    /// <summary>Of grey in sixteenths: whole numbers would add noise as strong as all that a blur leaves.</summary>
    private static readonly float[] Density = [.. Enumerable.Range(0, 4096).Select(grey => -MathF.Log((grey + 16) / 4096f))];

    /// <summary>
    /// The least of full, half and quarter resolution: a strong blur leaves noise alone at full resolution, which is fine-grained and would look
    /// sharp. Infinite for tiles without structure; resolutions below 8 pixels a side are not looked at.
    /// </summary>
    internal static double Of(ReadOnlySpan<byte> rgb, int width, int height)
    {
        var grey = ArrayPool<ushort>.Shared.Rent(width * height);
        var density = ArrayPool<float>.Shared.Rent(width * height);
        try
        {
            Grey(rgb, grey);
            var least = double.PositiveInfinity;
            for (var scale = 0; scale < Scales && width >= LeastSide && height >= LeastSide; scale++)
            {
                least = Math.Min(least, Ratio(grey, width, height, density));
                Halve(grey, width, height);
                (width, height) = (width / 2, height / 2);
            }

            return least;
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(grey);
            ArrayPool<float>.Shared.Return(density);
        }
    }

    /// <summary>Luma of BT.601, in sixteenths.</summary>
    private static void Grey(ReadOnlySpan<byte> rgb, ushort[] grey)
    {
        for (int i = 0, pixel = 0; i + 2 < rgb.Length; i += 3, pixel++)
        {
            grey[pixel] = (ushort)(((77 * rgb[i]) + (150 * rgb[i + 1]) + (29 * rgb[i + 2]) + 8) >> 4);
        }
    }

    /// <summary>Means of 2 × 2 pixels, in place: a mean is written before or where it was read.</summary>
    private static void Halve(ushort[] grey, int width, int height)
    {
        for (var y = 0; y < height / 2; y++)
        {
            for (var x = 0; x < width / 2; x++)
            {
                var at = (2 * y * width) + (2 * x);
                grey[(y * (width / 2)) + x] = (ushort)((grey[at] + grey[at + 1] + grey[at + width] + grey[at + width + 1] + 2) >> 2);
            }
        }
    }

    private static double Ratio(ushort[] grey, int width, int height, float[] density)
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
