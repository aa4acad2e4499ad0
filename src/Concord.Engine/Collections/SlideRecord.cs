namespace Concord;

/// <summary>A slide, or a single image treated as one, and its place in the hierarchy patient – case – slide.</summary>
/// <param name="Name">Unique in the collection; stable across runs.</param>
/// <param name="Case">The case it belongs to; the slide's name when nothing says otherwise.</param>
/// <param name="Patient">The patient; the case when nothing says otherwise.</param>
public sealed record SlideRecord(string Name, string Case, string Patient)
{
    /// <summary>The centre (hospital, tissue source site), or null when unknown.</summary>
    public string? Centre { get; init; }

    /// <summary>Width of level 0 in pixels; 0 when unknown.</summary>
    public int Width { get; init; }

    /// <summary>Height of level 0 in pixels; 0 when unknown.</summary>
    public int Height { get; init; }

    /// <summary>Micrometres a level-0 pixel, or null when unknown.</summary>
    public double? Mpp { get; init; }

    /// <summary>"train", "test" or null: the split given with the labels.</summary>
    public string? Split { get; init; }

    /// <summary>Labels of the slide by name ("label" is the one of labels.csv's column of that name).</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The file it was read from, or null for imported features.</summary>
    public SourceFile? Source { get; init; }
}
