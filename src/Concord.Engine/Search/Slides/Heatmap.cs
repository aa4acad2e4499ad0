namespace Concord;

/// <summary>How far every tile of a slide lies from a query.</summary>
/// <param name="Slide">The slide.</param>
/// <param name="Tiles">Its tiles in the space, in order of id.</param>
/// <param name="Distances">One for each tile, by the space's metric.</param>
public sealed record Heatmap(SlideInfo Slide, IReadOnlyList<TileInfo> Tiles, IReadOnlyList<float> Distances)
{
    /// <summary>What graphics processors did of it; null when the collection was opened without one.</summary>
    public DeviceShare? Device { get; init; }
}
