namespace Concord;

/// <summary>How much of the archive a search for slides looks at.</summary>
/// <param name="CompareAll">Every slide is compared.</param>
/// <param name="Compare">Else so many.</param>
/// <param name="Sample">Tiles of the query that look for them.</param>
/// <param name="Neighbours">Nearest tiles taken for each.</param>
internal sealed record SlidePlan(bool CompareAll, int Compare, int Sample, int Neighbours)
{
    /// <summary>Comparing everything is chosen up to so many products of elements: a small fraction of a second.</summary>
    private const double CheapProducts = 4e9;

    private const int SampledTiles = 48;

    /// <summary>Slides compared; measured, see docs/slide-search.md: recall@5 stays at 0.98 or above.</summary>
    private const int LeastCompared = 24, ComparedPerHit = 4;

    /// <summary>Neighbours taken must reach well beyond the tiles of one near slide, or it would hide the others.</summary>
    private const int LeastNeighbours = 100, MostNeighbours = 2000;

    internal static SlidePlan Of(SlideQuery query, SpaceView view, QueryTiles tiles, SortedDictionary<long, long> qualified)
    {
        var compare = (int)Math.Min(int.MaxValue, Math.Max(query.Compare ?? Math.Max(LeastCompared, (long)ComparedPerHit * query.K), query.K));
        var rows = qualified.Values.Sum();
        var products = (double)tiles.Vectors.Length * (query.TilesPerSlide is { } most ? qualified.Values.Sum(n => Math.Min(n, most)) : rows);
        var all = query.Exact ?? (query.Compare is null && products <= CheapProducts);
        var neighbours = (int)Math.Clamp(qualified.Count == 0 ? 0 : 2 * rows / qualified.Count, LeastNeighbours, MostNeighbours);
        return new SlidePlan(all || qualified.Count <= compare, compare, Math.Min(SampledTiles, tiles.Vectors.Length / view.Space.Dimension), neighbours);
    }
}
