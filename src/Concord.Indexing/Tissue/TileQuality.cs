namespace Concord.Indexing;

/// <summary>Judges a tile by its pixels. Stateless; safe to use from several threads.</summary>
public static class TileQuality
{
    private const int Block = 8;
    private const int StainedSpread = 18;
    private const int StainedDarkness = 180;

    /// <summary>
    /// Measures stain, marker and focus. Throws <see cref="ConcordArgumentException"/> when the pixels do not have the size given.
    /// </summary>
    /// <param name="rgb">height × width × 3 bytes, R G B, rows without padding, at the resolution the model reads.</param>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="gates">Bounds; <see cref="QualityGates.Default"/> when null.</param>
    public static TileVerdict Judge(ReadOnlySpan<byte> rgb, int width, int height, QualityGates? gates = null)
    {
        if (width < 1 || height < 1 || rgb.Length != 3L * width * height)
        {
            throw new ConcordArgumentException($"pixels has {rgb.Length} bytes, which is not {width} x {height} x 3");
        }

        gates ??= QualityGates.Default;
        var (ink, black) = Marker(rgb, width, height);
        var verdict = new TileVerdict(DropReason.None, Stained(rgb), ink, black, Sharpness.Of(rgb, width, height));
        return verdict with { Reason = Reason(verdict, gates) };
    }

    private static DropReason Reason(TileVerdict verdict, QualityGates gates)
    {
        if (gates.Blank && verdict.Tissue < gates.LeastTissue) return DropReason.Blank;
        if (gates.Pen && (verdict.Ink > gates.MostInk || verdict.Black > gates.MostBlack)) return DropReason.Pen;
        return gates.Blur && verdict.Sharpness < gates.LeastSharpness ? DropReason.Blur : DropReason.None;
    }

    /// <summary>Stained is what has colour or is dark; of every second pixel, which is plenty for a share.</summary>
    private static double Stained(ReadOnlySpan<byte> rgb)
    {
        var stained = 0;
        for (var i = 0; i < rgb.Length; i += 6)
        {
            var most = Math.Max(rgb[i], Math.Max(rgb[i + 1], rgb[i + 2]));
            var least = Math.Min(rgb[i], Math.Min(rgb[i + 1], rgb[i + 2]));
            if (most - least >= StainedSpread || most < StainedDarkness) stained++;
        }

        return stained / (double)((rgb.Length + 5) / 6);
    }

    /// <summary>Shares of blocks of 8 × 8 pixels whose mean is a marker's colour; the last ones of a row or column may be smaller.</summary>
    private static (double Ink, double Black) Marker(ReadOnlySpan<byte> rgb, int width, int height)
    {
        var (ink, black) = (0L, 0L);
        for (var y = 0; y < height; y += Block)
        {
            for (var x = 0; x < width; x += Block)
            {
                var (across, down) = (Math.Min(Block, width - x), Math.Min(Block, height - y));
                var colour = MeanInk(rgb, width, x, y, across, down);
                if (colour == InkColour.Black) black += across * down;
                else if (colour != InkColour.None) ink += across * down;
            }
        }

        return (ink / ((double)width * height), black / ((double)width * height));
    }

    private static InkColour MeanInk(ReadOnlySpan<byte> rgb, int width, int left, int top, int across, int down)
    {
        var (red, green, blue) = (0, 0, 0);
        for (var y = top; y < top + down; y++)
        {
            var row = rgb.Slice(3 * ((y * width) + left), 3 * across);
            for (var i = 0; i < row.Length; i += 3)
            {
                red += row[i];
                green += row[i + 1];
                blue += row[i + 2];
            }
        }

        var count = across * down;
        return Ink.Of(red / count, green / count, blue / count);
    }
}
