namespace Concord;

/// <summary>How much of the archive a search for slides looks at.</summary>
/// <param name="CompareAll">Every slide is compared.</param>
/// <param name="Compare">Else so many.</param>
/// <param name="Estimate">Slides whose distance is estimated first, to choose these.</param>
/// <param name="Sample">Tiles of a slide that look for their nearest, in the search for tiles and in the estimate.</param>
/// <param name="Neighbours">Nearest tiles taken for each in the search for tiles; 0 when all slides are estimated.</param>
internal sealed record SlidePlan(bool CompareAll, int Compare, int Estimate, int Sample, int Neighbours)
{
    /// <summary>Comparing everything is chosen up to so many products of elements: about half a second on two cores.</summary>
    private const double CheapProducts = 4e10;

    private const int SampledTiles = 128;

    /// <summary>Slides compared, and estimated for each of them; measured, see docs/slide-search.md: recall@5 stays at 0.98 or above.</summary>
    private const int LeastCompared = 32, ComparedPerHit = 4, EstimatedPerCompared = 10;

    /// <summary>Neighbours taken must reach well beyond the tiles of one near slide, or it would hide the others.</summary>
    private const int LeastNeighbours = 100, MostNeighbours = 2000;

    internal static SlidePlan Of(SlideQuery query, SpaceView view, QueryTiles tiles, SortedDictionary<long, long> qualified)
    {
        var compare = Math.Max(query.Compare ?? Math.Max(LeastCompared, (long)ComparedPerHit * query.K), query.K);
        var estimate = Math.Min(qualified.Count, compare * EstimatedPerCompared);
        var rows = qualified.Values.Sum(n => Math.Min(n, query.TilesPerSlide ?? long.MaxValue));
        var all = query.Exact ?? (query.Compare is null && (double)tiles.Vectors.Length * rows <= CheapProducts);
        var neighbours = estimate == qualified.Count ? 0 : (int)Math.Clamp(2 * qualified.Values.Sum() / qualified.Count, LeastNeighbours, MostNeighbours);
        return new SlidePlan(
            all || qualified.Count <= compare, (int)Math.Min(compare, qualified.Count), (int)estimate,
            Math.Min(SampledTiles, tiles.Vectors.Length / view.Space.Dimension), neighbours);
    }
}
