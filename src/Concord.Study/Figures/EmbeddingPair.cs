namespace Concord.Study;

/// <summary>The vectors of tiles before and after an adapter, and what it changed.</summary>
public sealed record EmbeddingPair
{
    /// <summary>The tiles, in the order of the rows.</summary>
    public required IReadOnlyList<TileInfo> Tiles { get; init; }

    /// <summary>tiles × d.</summary>
    public required ReadOnlyMemory<float> Before { get; init; }

    /// <summary>tiles × d of the adapted space; null without an adapter.</summary>
    public ReadOnlyMemory<float>? After { get; init; }

    /// <summary>Ids of the tiles that the adapter was trained on; null when that is not known or there is none.</summary>
    public IReadOnlySet<long>? Trained { get; init; }

    /// <summary>Precision of the tiles that it was not trained on; null without an adapter or labels.</summary>
    public SpaceComparison? Comparison { get; init; }

    /// <summary>How tiles were dealt to training and test, for the reader; or why there is no adapter.</summary>
    public required string Design { get; init; }
}
