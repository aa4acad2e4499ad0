namespace Concord;

/// <summary>Cases, best first, and how each came there.</summary>
/// <param name="Hits">Fewer than asked only when fewer cases qualify.</param>
/// <param name="Rankings">How many rankings were fused within tissue and within radiology.</param>
public sealed record CaseAnswer(IReadOnlyList<CaseHit> Hits, (int Tissue, int Radiology) Rankings);

/// <summary>One case of an answer.</summary>
/// <param name="Rank">1 for the best.</param>
/// <param name="Score">Sum of reciprocal ranks, see <see cref="RankFusion"/>.</param>
/// <param name="Case">The case.</param>
/// <param name="Patient">Its patient.</param>
public sealed record CaseHit(int Rank, double Score, string Case, string Patient)
{
    /// <summary>Rank of the case by tissue alone; null where tissue did not rank it.</summary>
    public int? TissueRank { get; init; }

    /// <summary>Rank of the case by radiology alone; null where radiology did not rank it.</summary>
    public int? RadiologyRank { get; init; }

    /// <summary>The nearest tile of the case.</summary>
    public Hit? Tissue { get; init; }

    /// <summary>The nearest item of the case by each contrast asked, in their order; null where the case has none.</summary>
    public IReadOnlyList<Hit?> Radiology { get; init; } = [];

    /// <summary>Radiology linked to the case.</summary>
    public required IReadOnlyList<SeriesRecord> Series { get; init; }
}
