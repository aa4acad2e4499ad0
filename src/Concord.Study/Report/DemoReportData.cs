namespace Concord.Study;

/// <summary>All that a report shows; it reads nothing else.</summary>
public sealed record DemoReportData
{
    /// <summary>True: every section says so, on the screen and on paper.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>Name of the data shown: the folder's, or the synthetic cohort's.</summary>
    public required string Source { get; init; }

    public required CohortSummary Cohort { get; init; }

    /// <summary>Null when nothing is labelled.</summary>
    public required EvaluationReport? Evaluation { get; init; }

    public required IReadOnlyList<QueryExample> Queries { get; init; }

    /// <summary>Precision and maps before and after an adapter, tissue with radiology; null: the report goes without.</summary>
    public FigureSet? Figures { get; init; }

    /// <summary>A series that asked for its like; null where no radiology is linked.</summary>
    public QueryExample? Radiology { get; init; }

    public required SpaceIdentity Space { get; init; }

    /// <summary>Name of the model, for people.</summary>
    public required string Model { get; init; }

    /// <summary>Version of Concord.</summary>
    public required string Version { get; init; }

    /// <summary>Steps of the run and how long each took, in order.</summary>
    public IReadOnlyList<(string Step, TimeSpan Took)> Times { get; init; } = [];
}
