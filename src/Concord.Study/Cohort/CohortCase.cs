namespace Concord.Study;

/// <summary>One subject of the synthetic cohort: one patient, one case, one region of interest, four contrasts.</summary>
/// <param name="Number">1 to 170.</param>
/// <param name="Grade">0, 1 or 2.</param>
/// <param name="Split">"train" or "test".</param>
/// <param name="Centre">Whose stain and scanner it has, jittered for this slide.</param>
/// <param name="Tissue">What its region shows.</param>
internal sealed record CohortCase(int Number, int Grade, string Split, CentreStyle Centre, TissueTraits Tissue)
{
    internal string Patient => $"SYN-{Number:000}";

    internal string Case => $"SYN-{Number:000}-C1";

    internal string Label => $"grade {Grade}";

    /// <summary>The contrast this case lacks, or null: real archives have gaps, and the report must show them.</summary>
    internal string? Missing { get; init; }
}
