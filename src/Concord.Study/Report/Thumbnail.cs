namespace Concord.Study;

/// <summary>Shrinks images: each new pixel is the mean of the area it covers, so that nuclei neither vanish nor shimmer.</summary>
internal static class Thumbnail
{
    internal static RgbImage Shrink(RgbImage image, int longestSide)
    {
        var longest = Math.Max(image.Width, image.Height);
        if (longest <= longestSide) return image;
        var width = Math.Max(1, (int)((long)image.Width * longestSide / longest));
        var height = Math.Max(1, (int)((long)image.Height * longestSide / longest));
        var narrow = Axis(image.Pixels, image.Width, width, image.Height, 3, image.Width * 3);
        var small = Axis(narrow, image.Height, height, width, width * 3, 3);
        return new RgbImage(width, height, Array.ConvertAll(small, value => (byte)Math.Clamp(value + 0.5f, 0f, 255f)));
    }

    private static float[] Axis(byte[] pixels, int from, int to, int lines, int step, int lineStep) =>
        Axis(Array.ConvertAll(pixels, value => (float)value), from, to, lines, step, lineStep);

    /// <summary>Shrinks along one axis. The result is packed: rows of pixels of three when rows shrink, and still so when columns do.</summary>
    private static float[] Axis(float[] pixels, int from, int to, int lines, int step, int lineStep)
    {
        var rows = step == 3;
        var result = new float[to * lines * 3];
        var scale = (float)from / to;
        for (var target = 0; target < to; target++)
        {
            var (low, high) = (target * scale, Math.Min(from, (target + 1) * scale));
            for (var source = (int)low; source < high; source++)
            {
                var weight = (Math.Min(high, source + 1) - Math.Max(low, source)) / (high - low);
                for (var line = 0; line < lines; line++)
                {
                    var into = rows ? ((line * to) + target) * 3 : ((target * lines) + line) * 3;
                    var at = (source * step) + (line * lineStep);
                    for (var channel = 0; channel < 3; channel++) result[into + channel] += weight * pixels[at + channel];
                }
            }
        }

        return result;
    }
}
