namespace Concord;

/// <summary>One row of an answer.</summary>
/// <param name="Rank">1 for the nearest.</param>
/// <param name="Distance">By the space's metric; see <see cref="Metric"/>.</param>
/// <param name="Tile">Id of the tile in the collection.</param>
public sealed record Hit(int Rank, float Distance, long Tile)
{
    public required string Slide { get; init; }

    /// <summary>Id of the slide in the collection.</summary>
    public long SlideId { get; init; }

    /// <summary>Micrometres a level-0 pixel of the slide, or null when unknown.</summary>
    public double? Mpp { get; init; }

    public required string Case { get; init; }

    public required string Patient { get; init; }

    public string? Centre { get; init; }

    /// <summary>Labels of the tile, its slide, case and patient; the nearest of these wins where names meet.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Left edge of the tile in level-0 pixels.</summary>
    public int X { get; init; }

    /// <summary>Top edge of the tile in level-0 pixels.</summary>
    public int Y { get; init; }

    /// <summary>Width of the tile in level-0 pixels.</summary>
    public int Width { get; init; }

    /// <summary>Height of the tile in level-0 pixels.</summary>
    public int Height { get; init; }

    /// <summary>The file the tile was read from, or null when only its features are known.</summary>
    public string? File { get; init; }

    /// <summary>Radiology linked to the case.</summary>
    public required IReadOnlyList<SeriesRecord> Series { get; init; }
}
