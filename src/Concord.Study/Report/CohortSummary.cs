namespace Concord.Study;

/// <summary>What was indexed.</summary>
public sealed record CohortSummary
{
    public required int Tiles { get; init; }

    public required int Slides { get; init; }

    public required int Patients { get; init; }

    /// <summary>Radiology images linked to cases.</summary>
    public required int Series { get; init; }

    /// <summary>Slides by centre; empty when no centre is known.</summary>
    public required IReadOnlyDictionary<string, int> Centres { get; init; }

    /// <summary>One row a label, in ordinal order.</summary>
    public required IReadOnlyList<ClassSummary> Classes { get; init; }

    /// <summary>Files that could not be indexed, with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];
}
