namespace Concord;

/// <summary>A decoded image: 8-bit sRGB, interleaved, rows without padding.</summary>
public sealed class RgbImage
{
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">height × width × 3 bytes, R G B; kept, not copied.</param>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width < 1 || height < 1) throw new ConcordArgumentException($"an image of {width} x {height} pixels has no content");
        if (pixels.LongLength != 3L * width * height)
        {
            throw new ConcordArgumentException($"pixels has {pixels.LongLength} bytes; {width} x {height} x 3 needs {3L * width * height}");
        }

        (Width, Height, Pixels) = (width, height, pixels);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>height × width × 3 bytes, R G B.</summary>
    public byte[] Pixels { get; }

    /// <summary>Copies a rectangle out. Throws <see cref="ConcordArgumentException"/> when it does not lie inside the image.</summary>
    public RgbImage Crop(int x, int y, int width, int height)
    {
        if (x < 0 || y < 0 || width < 1 || height < 1 || (long)x + width > Width || (long)y + height > Height)
        {
            throw new ConcordArgumentException($"the rectangle {x},{y},{width},{height} does not lie inside an image of {Width} x {Height} pixels");
        }

        var cut = new byte[3 * width * height];
        for (var row = 0; row < height; row++)
        {
            Pixels.AsSpan(3 * (((y + row) * Width) + x), 3 * width).CopyTo(cut.AsSpan(3 * row * width));
        }

        return new RgbImage(width, height, cut);
    }
}
