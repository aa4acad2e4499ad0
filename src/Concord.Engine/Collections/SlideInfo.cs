namespace Concord;

/// <summary>A slide of a collection and its place in the hierarchy. Tiles of one slide share one object.</summary>
/// <param name="Id">Id within the collection.</param>
/// <param name="Name">Unique name.</param>
/// <param name="Case">The case it belongs to.</param>
/// <param name="Patient">The patient of the case.</param>
public sealed record SlideInfo(long Id, string Name, string Case, string Patient)
{
    public string? Centre { get; init; }

    /// <summary>Whether it is an item of radiology, which is stored as a slide of one tile.</summary>
    public bool IsSeries => SeriesName.IsSeries(Name);

    /// <summary>"train", "test" or null.</summary>
    public string? Split { get; init; }

    /// <summary>Width of level 0 in pixels; 0 when unknown.</summary>
    public int Width { get; init; }

    /// <summary>Height of level 0 in pixels; 0 when unknown.</summary>
    public int Height { get; init; }

    /// <summary>Micrometres a level-0 pixel, or null when unknown.</summary>
    public double? Mpp { get; init; }

    /// <summary>The file it was read from, or null for imported features.</summary>
    public SourceFile? Source { get; init; }

    /// <summary>Labels of the slide, its case and its patient; the nearest wins where names meet.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
}
