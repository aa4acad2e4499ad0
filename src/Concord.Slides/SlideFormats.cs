namespace Concord;

/// <summary>File names that slides and images go by.</summary>
public static class SlideFormats
{
    private static readonly string[] WholeSlides = [".svs", ".ndpi", ".vms", ".vmu", ".scn", ".mrxs", ".svslide", ".bif", ".dcm"];

    /// <summary>Extensions of whole slides and of plain images, with their dot, in lower case.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. WholeSlides, .. ImageFormat.Extensions];

    /// <summary>True for names that end as slides or images do; what is inside is not looked at.</summary>
    public static bool HasExtension(string path) => IsWholeSlideName(path) || ImageFile.HasImageExtension(path);

    internal static bool IsWholeSlideName(string path) => WholeSlides.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
