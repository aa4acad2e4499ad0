namespace Concord;

/// <summary>The nearest tiles and how they were found.</summary>
/// <param name="Hits">Nearest first; fewer than asked only when fewer qualify.</param>
/// <param name="Facts">Exact or approximate, cost.</param>
/// <param name="Shortfall">Why there are fewer hits than asked, in words; null when there are not.</param>
public sealed record SearchAnswer(IReadOnlyList<Hit> Hits, SearchFacts Facts, string? Shortfall);
