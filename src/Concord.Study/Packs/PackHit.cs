namespace Concord.Study;

/// <summary>One neighbour.</summary>
public sealed record PackHit
{
    public required int Rank { get; init; }

    public required double Distance { get; init; }

    public required double Similarity { get; init; }

    /// <summary>Of tiles: its id.</summary>
    public long? Tile { get; init; }

    public required string Slide { get; init; }

    public required long SlideId { get; init; }

    public required string Case { get; init; }

    /// <summary>A number that is the same throughout the pack; the name itself where paths are shown.</summary>
    public required string Patient { get; init; }

    public string? Centre { get; init; }

    /// <summary>Ordered by name.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Of tiles.</summary>
    public PackPlace? Place { get; init; }

    /// <summary>The file's name; its path where paths are shown.</summary>
    public string? File { get; init; }

    /// <summary>Of slides: how far one way and the other, and the pairs of tiles behind it.</summary>
    public PackEvidence? Evidence { get; init; }

    public required IReadOnlyList<PackSeries> Series { get; init; }
}

/// <summary>What the distance of a slide rests on.</summary>
/// <param name="QueryToSlide">The median over the query's tiles.</param>
/// <param name="SlideToQuery">The median over the slide's tiles.</param>
/// <param name="Tiles">Tiles of the slide that were compared.</param>
/// <param name="Pairs">Typical pairs first, then the best.</param>
public sealed record PackEvidence(double QueryToSlide, double SlideToQuery, int Tiles, IReadOnlyList<PackPair> Pairs);

/// <summary>A tile of the query and the nearest of the hit.</summary>
/// <param name="Kind">Why it is shown.</param>
/// <param name="Distance">Between both.</param>
/// <param name="Similarity">The same as similarity.</param>
/// <param name="QueryTile">Id.</param>
/// <param name="QueryPlace">Where it lies.</param>
/// <param name="HitTile">Id.</param>
/// <param name="HitPlace">Where it lies.</param>
public sealed record PackPair(
    PairKind Kind, double Distance, double Similarity, long? QueryTile, PackPlace? QueryPlace, long? HitTile, PackPlace? HitPlace);
