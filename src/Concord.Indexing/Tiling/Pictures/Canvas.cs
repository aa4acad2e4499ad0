namespace Concord.Indexing;

/// <summary>Draws on a copy of an image; what lies outside is cut off. For one thread.</summary>
internal sealed class Canvas(RgbImage image)
{
    internal RgbImage Image { get; } = new(image.Width, image.Height, [.. image.Pixels]);

    /// <summary>Lays a colour over a pixel; `opacity` is 0 to 1.</summary>
    internal void Blend(int x, int y, Colour colour, double opacity)
    {
        if (x < 0 || y < 0 || x >= Image.Width || y >= Image.Height) return;
        var pixel = Image.Pixels.AsSpan(3 * ((y * Image.Width) + x), 3);
        pixel[0] = Mix(pixel[0], colour.Red, opacity);
        pixel[1] = Mix(pixel[1], colour.Green, opacity);
        pixel[2] = Mix(pixel[2], colour.Blue, opacity);
    }

    internal void Fill(int left, int top, int right, int bottom, Colour colour, double opacity)
    {
        for (var y = Math.Max(0, top); y < Math.Min(bottom, Image.Height); y++)
        {
            for (var x = Math.Max(0, left); x < Math.Min(right, Image.Width); x++) Blend(x, y, colour, opacity);
        }
    }

    /// <summary>A frame inside the rectangle, `thickness` pixels wide.</summary>
    internal void Frame(int left, int top, int right, int bottom, int thickness, Colour colour, double opacity)
    {
        Fill(left, top, right, top + thickness, colour, opacity);
        Fill(left, bottom - thickness, right, bottom, colour, opacity);
        Fill(left, top + thickness, left + thickness, bottom - thickness, colour, opacity);
        Fill(right - thickness, top + thickness, right, bottom - thickness, colour, opacity);
    }

    /// <summary>A line of `thickness` pixels.</summary>
    internal void Line(double x1, double y1, double x2, double y2, int thickness, Colour colour)
    {
        // Lines that reach far beyond the picture would take for ever.
        var clipped = Clip(x1, y1, x2, y2);
        if (clipped is not { } line) return;
        var steps = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(line.X2 - line.X1), Math.Abs(line.Y2 - line.Y1))));
        for (var i = 0; i <= steps; i++)
        {
            var (x, y) = ((int)(line.X1 + ((line.X2 - line.X1) * i / steps)), (int)(line.Y1 + ((line.Y2 - line.Y1) * i / steps)));
            Fill(x - (thickness / 2), y - (thickness / 2), x - (thickness / 2) + thickness, y - (thickness / 2) + thickness, colour, 1);
        }
    }

    private static byte Mix(byte below, byte above, double opacity) => (byte)(below + ((above - below) * opacity) + 0.5);

    /// <summary>The part of a line inside the picture and a margin (Liang and Barsky); null when there is none.</summary>
    private (double X1, double Y1, double X2, double Y2)? Clip(double x1, double y1, double x2, double y2)
    {
        const double margin = 16;
        var (dx, dy, from, to) = (x2 - x1, y2 - y1, 0.0, 1.0);
        ReadOnlySpan<(double Step, double Room)> sides =
            [(-dx, x1 + margin), (dx, Image.Width + margin - x1), (-dy, y1 + margin), (dy, Image.Height + margin - y1)];
        foreach (var (step, room) in sides)
        {
            if (step == 0 && room < 0) return null;
            if (step < 0) from = Math.Max(from, room / step);
            if (step > 0) to = Math.Min(to, room / step);
        }

        return from > to ? null : (x1 + (from * dx), y1 + (from * dy), x1 + (to * dx), y1 + (to * dy));
    }
}
