namespace Concord;

/// <summary>What a file of features says of one slide. Sizes that it does not state are null.</summary>
/// <param name="Slide">Name of the slide: the file's own word, else its stem.</param>
/// <param name="Rows">Vectors: tiles, or 1 for a vector of the whole slide.</param>
/// <param name="Dimension">Elements a vector.</param>
internal sealed record FeatureHeader(string Slide, int Rows, int Dimension)
{
    /// <summary>The slide's first row in the file.</summary>
    internal int First { get; init; }

    /// <summary>True for one vector that stands for the slide, with no tiles.</summary>
    internal bool IsWholeSlide { get; init; }

    internal string? Encoder { get; init; }

    /// <summary>Side of a tile in level-0 pixels. It differs from slide to slide where their scans do (TRIDENT's patch_size_level0).</summary>
    internal int? PatchSizeLevel0 { get; init; }

    /// <summary>Side of what the encoder saw, in pixels.</summary>
    internal int? PatchSize { get; init; }

    internal double? TargetMagnification { get; init; }

    /// <summary>0 when unknown.</summary>
    internal int SlideWidth { get; init; }

    /// <summary>0 when unknown.</summary>
    internal int SlideHeight { get; init; }

    /// <summary>Micrometres a level-0 pixel, or null when unknown.</summary>
    internal double? Mpp { get; init; }

    internal string? Case { get; init; }

    internal string? Patient { get; init; }

    internal string? Centre { get; init; }

    internal string? Split { get; init; }

    /// <summary>Labels that all tiles of the slide share.</summary>
    internal IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
