using System.Globalization;

namespace Concord.Study;

/// <summary>A heatmap as a picture: its tiles in colour over the slide in grey, or on white, with a legend bar and its distances at the right.</summary>
public static class HeatmapPicture
{
    private const int LongestSide = 1600, Margin = 16, Bar = 24, Legend = 130;

    /// <summary>How much of a tile's colour covers the tissue below.</summary>
    private const double Cover = 0.62;

    /// <param name="map">The heatmap.</param>
    /// <param name="slide">The whole slide at any size, or null for white.</param>
    public static RgbImage Draw(Heatmap map, RgbImage? slide)
    {
        ArgumentNullException.ThrowIfNull(map);
        var (width, height) = Extent(map);
        var scale = Math.Min(1, (double)LongestSide / Math.Max(width, height));
        var (w, h) = (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
        var canvas = new Canvas(w + Legend, Math.Max(h, 160));
        if (slide is not null) canvas.PutGrey(slide, w, h);
        var colours = HeatmapScale.Of(map);
        for (var i = 0; i < map.Tiles.Count; i++)
        {
            var tile = map.Tiles[i];
            var (left, top) = ((int)(tile.X * scale), (int)(tile.Y * scale));
            var (right, bottom) = ((int)(((double)tile.X + tile.Width) * scale), (int)(((double)tile.Y + tile.Height) * scale));
            canvas.Fill(left, top, Math.Min(w, Math.Max(left + 1, right)), Math.Max(top + 1, bottom), Viridis.At(colours.Share(map.Distances[i])), slide is null ? 1 : Cover);
        }

        Key(canvas, w + Margin, colours);
        return canvas.Image();
    }

    private static void Key(Canvas canvas, int left, HeatmapScale scale)
    {
        var (top, bottom) = (Margin, Math.Min(canvas.Height - Margin, Margin + 400));
        for (var y = top; y < bottom; y++) canvas.Fill(left, y, left + Bar, y + 1, Viridis.At(1 - ((double)(y - top) / (bottom - top))), 1);
        PixelText.Write(canvas, left + Bar + 8, top, Text(scale.Least));
        PixelText.Write(canvas, left + Bar + 8, bottom - PixelText.Height, Text(scale.Greatest));
    }

    private static string Text(float distance) => distance.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>The slide's size; where that is unknown, what its tiles span. A whole slide of unknown size spans nothing.</summary>
    private static (double Width, double Height) Extent(Heatmap map) => (
        Math.Max(Math.Max(1, map.Slide.Width), map.Tiles.Max(t => (double)t.X + t.Width)), Math.Max(Math.Max(1, map.Slide.Height), map.Tiles.Max(t => (double)t.Y + t.Height)));
}
