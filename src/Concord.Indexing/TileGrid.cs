namespace Concord.Indexing;

/// <summary>How an image is cut: as one tile, or into a grid of squares whose last ones are kept when at least half of them is image.</summary>
internal static class TileGrid
{
    internal static IReadOnlyList<(int X, int Y, int Width, int Height)> Of(int width, int height, int? tile)
    {
        if (tile is not { } side) return [(0, 0, width, height)];
        var across = Cuts(width, side);
        return [.. Cuts(height, side).SelectMany(y => across.Select(x => (x.At, y.At, x.Length, y.Length)))];
    }

    /// <summary>An image smaller than a tile is one tile, whatever its size: no image is left without any.</summary>
    private static List<(int At, int Length)> Cuts(int length, int side)
    {
        var cuts = new List<(int, int)>();
        for (var at = 0; at < length; at += side)
        {
            var part = Math.Min(side, length - at);
            if (at == 0 || 2 * part >= side) cuts.Add((at, part));
        }

        return cuts;
    }
}
