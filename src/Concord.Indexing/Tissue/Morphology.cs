namespace Concord.Indexing;

/// <summary>
/// Dilation, erosion, closing and opening of a mask by a disc: all points at most `radius` pixels away, centre to centre. What lies beyond the edge
/// of the mask neither grows nor eats tissue: a piece cut by the edge stays as it is.
/// </summary>
internal static class Morphology
{
    internal static bool[] Close(bool[] mask, int width, int radius) => Erode(Dilate(mask, width, radius), width, radius);

    internal static bool[] Open(bool[] mask, int width, int radius) => Dilate(Erode(mask, width, radius), width, radius);

    internal static bool[] Erode(bool[] mask, int width, int radius) => Not(Dilate(Not(mask), width, radius));

    /// <summary>A disc is a stack of runs: a row gives to another what lies within the run's half width of a set pixel.</summary>
    internal static bool[] Dilate(bool[] mask, int width, int radius)
    {
        if (radius < 1) return [.. mask];
        var height = mask.Length / width;
        var distance = RowDistance(mask, width, radius + 1);
        var grown = new bool[mask.Length];
        for (var dy = -radius; dy <= radius; dy++)
        {
            var half = (int)Math.Sqrt((radius * radius) - (dy * dy));
            for (var y = Math.Max(0, -dy); y < Math.Min(height, height - dy); y++)
            {
                var (from, to) = ((y + dy) * width, y * width);
                for (var x = 0; x < width; x++) grown[to + x] |= distance[from + x] <= half;
            }
        }

        return grown;
    }

    /// <summary>Pixels along the row to the nearest that is set, up to `most`.</summary>
    private static int[] RowDistance(bool[] mask, int width, int most)
    {
        var distance = new int[mask.Length];
        for (var row = 0; row < mask.Length; row += width)
        {
            var last = most;
            for (var x = row; x < row + width; x++) distance[x] = last = mask[x] ? 0 : Math.Min(most, last + 1);
            last = most;
            for (var x = row + width - 1; x >= row; x--)
            {
                last = mask[x] ? 0 : Math.Min(most, last + 1);
                distance[x] = Math.Min(distance[x], last);
            }
        }

        return distance;
    }

    private static bool[] Not(bool[] mask) => Array.ConvertAll(mask, value => !value);
}
