namespace Concord.Indexing;

/// <summary>How a slide is cut into tiles.</summary>
public sealed record SlideGridOptions
{
    /// <summary>Pixels along a tile's side at the resolution the model reads.</summary>
    public int TileSide { get; init; } = 224;

    /// <summary>Micrometres a pixel that the model reads; null takes the slide's level 0 as it is.</summary>
    public double? Mpp { get; init; }

    /// <summary>Micrometres a level-0 pixel, for slides that do not say or say wrong; null takes the slide's own.</summary>
    public double? SlideMpp { get; init; }

    /// <summary>Part of a tile's side that the next tile repeats, 0 to 0.95.</summary>
    public double Overlap { get; init; }

    /// <summary>Least share of a tile that must be tissue.</summary>
    public double LeastTissue { get; init; } = 0.5;
}
