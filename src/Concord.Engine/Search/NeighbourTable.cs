namespace Concord;

/// <summary>The nearest tiles of many query tiles, as plain arrays: for evaluation, where a hit is an id and a distance.</summary>
/// <param name="Queries">The query tiles, as asked.</param>
/// <param name="Tiles">For each query its nearest tiles, nearest first; shorter than k only when fewer qualify.</param>
/// <param name="Distances">For each query the distances of these tiles; see <see cref="Metric"/>.</param>
/// <param name="Facts">How they were found; counts summed over all queries.</param>
public sealed record NeighbourTable(
    IReadOnlyList<long> Queries, IReadOnlyList<long[]> Tiles, IReadOnlyList<float[]> Distances, SearchFacts Facts);
