namespace Concord;

/// <summary>One slide of an answer.</summary>
/// <param name="Rank">1 for the nearest.</param>
/// <param name="Distance">The one that orders the answer, by the space's metric.</param>
/// <param name="AToB">The median, over the query's tiles, of the distance to the nearest tile of this slide.</param>
/// <param name="BToA">The median, over this slide's tiles, of the distance to the query's nearest tile.</param>
/// <param name="Slide">The slide.</param>
/// <param name="Tiles">How many of its tiles were compared.</param>
public sealed record SlideHit(int Rank, double Distance, double AToB, double BToA, SlideInfo Slide, int Tiles)
{
    /// <summary>The evidence: typical pairs, nearest to the median first, then the best, nearest first. A pair is not shown twice.</summary>
    public required IReadOnlyList<TilePair> Pairs { get; init; }

    /// <summary>Radiology linked to the case.</summary>
    public required IReadOnlyList<SeriesRecord> Series { get; init; }
}
