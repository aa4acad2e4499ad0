namespace Concord.Indexing;

/// <summary>One line of `concord bench embed`.</summary>
/// <param name="Name">What was measured, "embed.decode" say.</param>
/// <param name="Ours">The figure.</param>
/// <param name="Peer">What it is compared with, or null.</param>
/// <param name="Ratio">Ours over peer, or null.</param>
/// <param name="Ceiling">The most that is possible, or null.</param>
/// <param name="ShareOfCeiling">Ours over ceiling, or null.</param>
/// <param name="Unit">Of ours, peer and ceiling.</param>
public sealed record EmbedBenchResult(string Name, double Ours, double? Peer, double? Ratio, double? Ceiling, double? ShareOfCeiling, string Unit);
