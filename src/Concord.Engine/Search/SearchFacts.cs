namespace Concord;

/// <summary>How an answer was found: exact or approximate, and at what cost.</summary>
/// <param name="Exact">True when no nearer row exists.</param>
/// <param name="Nprobe">Lists visited for a query by plan; 0 when all were.</param>
/// <param name="Lists">Lists visited in all.</param>
/// <param name="Rows">Rows whose distance was computed.</param>
/// <param name="ExpectedRecall">Share of the exact answer to expect, measured when the generation was built; null when unknown.</param>
public sealed record SearchFacts(bool Exact, int Nprobe, long Lists, long Rows, double? ExpectedRecall)
{
    /// <summary>What a graphics processor did of it; null when the collection was opened without one.</summary>
    public DeviceShare? Device { get; init; }
}
