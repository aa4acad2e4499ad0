namespace Concord;

/// <summary>The nearest slides and how they were found.</summary>
/// <param name="Hits">Nearest first; fewer than asked only when fewer qualify.</param>
/// <param name="Facts">Exact or approximate, cost.</param>
/// <param name="Shortfall">Why there are fewer hits than asked, in words; null when there are not.</param>
public sealed record SlideAnswer(IReadOnlyList<SlideHit> Hits, SlideFacts Facts, string? Shortfall);

/// <summary>How the nearest slides were found.</summary>
/// <param name="Exact">True when every slide that qualifies was compared, by all of its tiles.</param>
/// <param name="QueryTiles">Tiles of the query that were compared.</param>
/// <param name="SampledTiles">Tiles of a slide that looked for candidates and estimated their distance; 0 when every slide was compared.</param>
/// <param name="Slides">Slides that qualify.</param>
/// <param name="Candidates">Slides whose distance was estimated; 0 when every slide was compared.</param>
/// <param name="Compared">Slides whose distance was computed from all tiles.</param>
/// <param name="Rows">Tiles that were compared with tiles of the query, in the search for tiles and in both steps after it.</param>
public sealed record SlideFacts(bool Exact, int QueryTiles, int SampledTiles, int Slides, int Candidates, int Compared, long Rows)
{
    /// <summary>What graphics processors did of the comparisons of slides; null when the collection was opened without one.</summary>
    public DeviceShare? Device { get; init; }
}
