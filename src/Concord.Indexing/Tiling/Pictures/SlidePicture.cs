namespace Concord.Indexing;

/// <summary>
/// Pictures of what was found on a slide and which tiles were taken, for people to check. They show the slide's pixels and nothing else of it: no
/// label, no name.
/// </summary>
internal static class SlidePicture
{
    private const double BesideTissue = 0.55;
    private const double DroppedFill = 0.45;
    private const double KeptFill = 0.08;
    private const double ChosenFill = 0.12;

    /// <summary>The thumbnail with its tissue outlined and the rest paled.</summary>
    internal static RgbImage Tissue(SlideThumbnail thumbnail, TissueMask mask)
    {
        var canvas = new Canvas(thumbnail.Image);
        DrawTissue(canvas, thumbnail.Downsample, mask);
        return canvas.Image;
    }

    /// <summary>
    /// The thumbnail with its grid: kept tiles framed in green, dropped ones filled by their reason (blank sky blue, marker black, out of focus
    /// orange, outside the annotations grey), places without tissue as a thin grid. Outlines of annotations are black.
    /// </summary>
    /// <param name="thumbnail">What is drawn on, at any resolution.</param>
    /// <param name="mask">Tissue; null leaves the slide as it is.</param>
    /// <param name="grid">Tiles kept and dropped.</param>
    /// <param name="annotations">Outlines to draw, or null.</param>
    /// <param name="chosen">Indices into the grid's tiles that a selection chose; their frames are thick. Null when there was no selection.</param>
    internal static RgbImage Grid(
        SlideThumbnail thumbnail, TissueMask? mask, SlideGrid grid, AnnotationSet? annotations = null, IReadOnlyList<int>? chosen = null)
    {
        var canvas = new Canvas(thumbnail.Image);
        if (mask is not null) DrawTissue(canvas, thumbnail.Downsample, mask);
        foreach (var dropped in grid.Dropped) DrawDropped(canvas, thumbnail.Downsample, dropped);
        foreach (var tile in grid.Tiles) DrawTile(canvas, thumbnail.Downsample, tile, DropReason.None, KeptFill, 1);
        foreach (var index in chosen ?? []) DrawTile(canvas, thumbnail.Downsample, grid.Tiles[index], DropReason.None, ChosenFill, 3 * Thickness(thumbnail.Image));
        foreach (var annotation in annotations?.Annotations ?? []) DrawOutline(canvas, thumbnail.Downsample, annotation);
        return canvas.Image;
    }

    private static int Thickness(RgbImage image) => Math.Clamp(Math.Max(image.Width, image.Height) / 300, 1, 4);

    /// <summary>The share in a square of two pixels of the mask has no steps where the mask has: the line through one half is smooth.</summary>
    private static void DrawTissue(Canvas canvas, double downsample, TissueMask mask)
    {
        var (width, height, side) = (canvas.Image.Width, canvas.Image.Height, 2 * mask.Downsample);
        var inside = new bool[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                inside[(y * width) + x] = mask.Share(((x + 0.5) * downsample) - (side / 2), ((y + 0.5) * downsample) - (side / 2), side, side) >= 0.5;
            }
        }

        var line = Morphology.Dilate(Boundary(inside, width), width, Thickness(canvas.Image) / 2);
        for (var i = 0; i < inside.Length; i++)
        {
            var (y, x) = Math.DivRem(i, width);
            if (!inside[i]) canvas.Blend(x, y, Colour.White, BesideTissue);
            if (line[i]) canvas.Blend(x, y, Colour.Contour, 0.9);
        }
    }

    /// <summary>Pixels inside that have one outside to the left, right, above or below; the edge of the picture is no boundary.</summary>
    private static bool[] Boundary(bool[] inside, int width)
    {
        var boundary = new bool[inside.Length];
        for (var i = 0; i < inside.Length; i++)
        {
            var x = i % width;
            boundary[i] = inside[i] && ((x > 0 && !inside[i - 1]) || (x < width - 1 && !inside[i + 1])
                || (i >= width && !inside[i - width]) || (i + width < inside.Length && !inside[i + width]));
        }

        return boundary;
    }

    private static void DrawDropped(Canvas canvas, double downsample, DroppedTile dropped)
    {
        var isOfMask = dropped.Reason is DropReason.Edge or DropReason.NoTissue;
        DrawTile(canvas, downsample, dropped.Tile, dropped.Reason, isOfMask ? 0 : DroppedFill, 1);
    }

    private static void DrawTile(Canvas canvas, double downsample, SlideTile tile, DropReason reason, double fill, int thickness)
    {
        var (left, top) = ((int)Math.Round(tile.X / downsample), (int)Math.Round(tile.Y / downsample));
        var (right, bottom) = ((int)Math.Round((tile.X + tile.Side) / downsample), (int)Math.Round((tile.Y + tile.Side) / downsample));
        var colour = Colour.Of(reason);
        canvas.Fill(left, top, right, bottom, colour, fill);
        canvas.Frame(left, top, right, bottom, thickness, colour, reason == DropReason.None ? 1 : 0.5);
    }

    private static void DrawOutline(Canvas canvas, double downsample, Annotation annotation)
    {
        foreach (var ring in annotation.Polygons.SelectMany(polygon => polygon.Rings))
        {
            for (var i = 0; i < ring.Length; i += 2)
            {
                var next = (i + 2) % ring.Length;
                canvas.Line(ring[i] / downsample, ring[i + 1] / downsample, ring[next] / downsample, ring[next + 1] / downsample,
                    Thickness(canvas.Image), Colour.Annotation);
            }
        }
    }
}
