using System.Globalization;
using System.Security.Cryptography;

namespace Concord.Indexing;

/// <summary>
/// How files are cut, in words that are the same for the same cut. They are stored with every slide, so that another run with other options cuts it
/// again, and one with the same options does not. What the model asks of its pixels is part of the space, not of the tiling.
/// </summary>
internal sealed class SlideTiling
{
    private const int FingerprintBytes = 16;

    private readonly SlideCutOptions _slides;
    private readonly string _ofAnySlide;

    internal SlideTiling(IndexOptions options)
    {
        _slides = options.Slides;
        OfImage = options.Tile is { } tile ? string.Create(CultureInfo.InvariantCulture, $"image tile={tile}") : "image";
        _ofAnySlide = Slide(options);
    }

    /// <summary>Of a plain image.</summary>
    internal string OfImage { get; }

    /// <summary>Of a whole slide. Reads the slide's annotations where options name a folder of them: other annotations, other tiles.</summary>
    internal string OfSlide(string path) =>
        _slides.AnnotationsOf(path) is { } annotations ? $"{_ofAnySlide} {Part("annotations", Fingerprint(annotations))}" : _ofAnySlide;

    private static string Slide(IndexOptions options)
    {
        var (slides, gates) = (options.Slides, options.Slides.Gates);
        return string.Join(' ',
            "slide",
            Part("tile", options.Tile?.ToString(CultureInfo.InvariantCulture)),
            Part("mpp", Number(slides.TileMpp)),
            Part("given", Number(options.Mpp)),
            Part("overlap", Number(slides.Overlap)),
            Part("tissue", Number(slides.LeastTissue)),
            Part("gates", $"{(gates.Blank ? Number(gates.LeastTissue) : "-")}/{(gates.Pen ? $"{Number(gates.MostInk)}/{Number(gates.MostBlack)}" : "-")}/{(gates.Blur ? Number(gates.LeastSharpness) : "-")}"),
            Part("selection", slides.Selection.Id));
    }

    private static string Part(string name, string? value) => $"{name}={value ?? "-"}";

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private static string Fingerprint(string file)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(AnnotationFile.ReadBytes(file, AnnotationLimits.Default)).AsSpan(0, FingerprintBytes));
        }
        catch (Exception e) when (e is ConcordArgumentException or ConcordNotFoundException)
        {
            // It is refused with its reason when the slide is cut.
            return "unreadable";
        }
    }
}
