namespace Concord.Indexing;

/// <summary>What a file of features says of itself. Sizes that it does not state are null.</summary>
/// <param name="Slide">Name of the slide: the file's own attribute, else its stem.</param>
/// <param name="Rows">Tiles.</param>
/// <param name="Dimension">Elements a vector.</param>
internal sealed record FeatureHeader(string Slide, int Rows, int Dimension)
{
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
}
