namespace Concord;

/// <summary>Why a pair of tiles is shown.</summary>
public enum PairKind
{
    /// <summary>Its distance is among the nearest to the median: what the distance of the slides rests on.</summary>
    Typical,

    /// <summary>Among the nearest pairs of all.</summary>
    Best,
}

/// <summary>A tile of the query and the nearest tile of the hit: evidence that can be looked at.</summary>
/// <param name="Kind">Why it is shown.</param>
/// <param name="Query">The query's tile.</param>
/// <param name="Hit">The tile of the hit that is nearest to it.</param>
/// <param name="Distance">Between both, by the space's metric.</param>
public sealed record TilePair(PairKind Kind, PairTile Query, PairTile Hit, float Distance);

/// <summary>One tile of a pair.</summary>
/// <param name="Tile">Id in the collection; for a query from outside null.</param>
/// <param name="Index">Number of the tile among those compared, from 0.</param>
/// <param name="Box">Where it lies; null when that is not known.</param>
public sealed record PairTile(long? Tile, int Index, TileBox? Box);
