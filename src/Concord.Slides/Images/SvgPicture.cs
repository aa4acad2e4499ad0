using NetVips;

namespace Concord;

/// <summary>
/// Turns drawings of our own (SVG) into pixels, by librsvg inside libvips. Not for files from outside: of the loaders of SVG, which libvips holds unfit for
/// those, the one that reads from memory alone is let through, and every image of a user is read from its file. Thread-safe.
/// </summary>
public static class SvgPicture
{
    private const string Advice = "the SVG files hold the same; browsers and word processors open them";

    private static readonly Lazy<string?> Obstacle = new(FindObstacle);

    /// <summary>Why this machine cannot draw, with what to do about it; null when it can.</summary>
    public static string? WhyNot => Obstacle.Value;

    /// <summary>Draws on white and encodes as PNG without metadata; one unit of the drawing becomes `scale` pixels.</summary>
    /// <exception cref="ConcordUnsupportedException">With the reason of <see cref="WhyNot"/>.</exception>
    /// <exception cref="ConcordArgumentException">It is no SVG, or the scale is not above 0.</exception>
    public static byte[] Png(string svg, double scale = 1)
    {
        ArgumentNullException.ThrowIfNull(svg);
        if (svg.Length == 0) throw new ConcordArgumentException("the drawing is empty");
        if (!(scale > 0)) throw new ConcordArgumentException($"scale is {scale}; it must be above 0");
        if (WhyNot is { } reason) throw new ConcordUnsupportedException(reason);
        try
        {
            using var drawn = Draw(svg, scale);
            using var opaque = drawn.HasAlpha() ? drawn.Flatten([255, 255, 255]) : drawn.Copy();
            return opaque.PngsaveBuffer(keep: Enums.ForeignKeep.None);
        }
        catch (VipsException e)
        {
            throw new ConcordArgumentException($"the drawing is no SVG that can be drawn ({ImageDecoder.Reason(e)})", e);
        }
    }

    /// <summary>Images lie inside our drawings as base64, longer than what XML parsers take unasked.</summary>
    private static Image Draw(string svg, double scale) => Image.SvgloadBuffer(System.Text.Encoding.UTF8.GetBytes(svg), scale: scale, unlimited: true);

    private static string? FindObstacle()
    {
        try
        {
            Vips.EnsureReady();
            Operation.Block("VipsForeignLoadSvgBuffer", false);
            return Ink("I") == Ink("M") ? $"there is no font on this machine to draw words with: install one (on Debian and Ubuntu the package fonts-dejavu-core); {Advice}" : null;
        }
        catch (Exception e) when (e is VipsException or ConcordUnsupportedException or EntryPointNotFoundException)
        {
            return $"the image library libvips of this machine cannot draw SVG: it is missing or was built without librsvg; {Advice}";
        }
    }

    /// <summary>Without fonts every letter is the same box.</summary>
    private static double Ink(string letter)
    {
        using var drawn = Draw($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"60\"><text x=\"5\" y=\"45\" style=\"font-size:40px;font-family:sans-serif\">{letter}</text></svg>", 1);
        using var cover = drawn[drawn.Bands - 1];
        return cover.Avg();
    }
}
