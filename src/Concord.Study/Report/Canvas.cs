namespace Concord.Study;

/// <summary>White pixels to draw rectangles on.</summary>
internal sealed class Canvas
{
    private readonly byte[] _pixels;

    internal Canvas(int width, int height)
    {
        (Width, Height) = (width, height);
        _pixels = new byte[3 * width * height];
        Array.Fill(_pixels, byte.MaxValue);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal RgbImage Image() => new(Width, Height, _pixels);

    /// <summary>Mixes a colour into a rectangle, as far as it lies on the canvas.</summary>
    internal void Fill(int left, int top, int right, int bottom, (byte R, byte G, byte B) colour, double cover)
    {
        for (var y = Math.Max(0, top); y < Math.Min(Height, bottom); y++)
        {
            for (var x = Math.Max(0, left); x < Math.Min(Width, right); x++)
            {
                var pixel = _pixels.AsSpan(3 * ((y * Width) + x), 3);
                (pixel[0], pixel[1], pixel[2]) = (Mix(pixel[0], colour.R), Mix(pixel[1], colour.G), Mix(pixel[2], colour.B));
            }
        }

        byte Mix(byte from, byte to) => (byte)Math.Round(from + (cover * (to - from)));
    }

    /// <summary>Puts an image at the upper left, scaled to width × height, in grey: the colours of a stain would mix with those drawn over it. Each pixel is the nearest of the image.</summary>
    internal void PutGrey(RgbImage image, int width, int height)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var from = 3L * (((long)y * image.Height / height * image.Width) + ((long)x * image.Width / width));
                var pixel = image.Pixels.AsSpan((int)from, 3);
                _pixels.AsSpan(3 * ((y * Width) + x), 3).Fill((byte)Math.Round((0.2126 * pixel[0]) + (0.7152 * pixel[1]) + (0.0722 * pixel[2])));
            }
        }
    }
}
