namespace Concord;

/// <summary>The feature file or files that a slide's vectors were imported from, as they were then: how a later import knows that nothing changed.</summary>
/// <param name="Length">Bytes of all of them.</param>
/// <param name="ModifiedUtcTicks">Last write time of the newest, UTC, in .NET ticks.</param>
/// <param name="Sha256">64 hex digits over their bytes, one file after the other.</param>
public sealed record FeatureStamp(long Length, long ModifiedUtcTicks, string Sha256);
