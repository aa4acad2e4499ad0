namespace Concord;

/// <summary>One hit as plugins see it.</summary>
/// <param name="Tile">The tile's number in its collection.</param>
/// <param name="Distance">From the query: squared Euclidean, or 1 − cosine. Smaller is nearer.</param>
public sealed record PluginHit(long Tile, double Distance)
{
    public string Slide { get; init; } = "";

    public string Case { get; init; } = "";

    public string Patient { get; init; } = "";

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Left edge in level-0 pixels, as the three that follow.</summary>
    public long X { get; init; }

    public long Y { get; init; }

    public long Width { get; init; }

    public long Height { get; init; }

    /// <summary>The tile's vector; empty when the caller did not fetch it.</summary>
    public ReadOnlyMemory<float> Vector { get; init; }
}
