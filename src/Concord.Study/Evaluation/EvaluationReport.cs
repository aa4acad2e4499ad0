namespace Concord.Study;

/// <summary>How often neighbours share the query's label, and what to think of that figure.</summary>
public sealed record EvaluationReport
{
    /// <summary>Mean of the class means: the seed study's overall figure.</summary>
    public required PrecisionFigures Macro { get; init; }

    /// <summary>Mean over all queries.</summary>
    public required PrecisionFigures Micro { get; init; }

    /// <summary>By label, in ordinal order.</summary>
    public required IReadOnlyDictionary<string, PrecisionFigures> PerClass { get; init; }

    /// <summary>Share of queries with a neighbour of their label among the first K.</summary>
    public required RankFigures Hit { get; init; }

    /// <summary>Mean average precision at K; divided by min(K, relevant tiles in the archive).</summary>
    public required RankFigures MeanAveragePrecision { get; init; }

    /// <summary>Normalised discounted cumulative gain at K.</summary>
    public required RankFigures Ndcg { get; init; }

    /// <summary>Majority votes, by K: what the neighbours' labels would answer.</summary>
    public required IReadOnlyList<VoteFigures> Votes { get; init; }

    /// <summary>Whether the centre shows through; null where that cannot be seen.</summary>
    public CentreBias? CentreBias { get; init; }

    /// <summary>What approximate search changed; null when the search was exact or it was not asked for.</summary>
    public SearchLoss? Loss { get; init; }

    public required EvaluationCost Cost { get; init; }

    public required EvaluationOptions Options { get; init; }

    /// <summary>One record a query, in the order they were asked.</summary>
    public required IReadOnlyList<QueryRecord> PerQuery { get; init; }

    /// <summary>Queries asked.</summary>
    public required int Queries { get; init; }

    /// <summary>Labelled tiles that could answer.</summary>
    public required int Archive { get; init; }

    /// <summary>Patients among queries and archive.</summary>
    public required int Patients { get; init; }

    /// <summary>Tiles without the label: neither queries nor archive.</summary>
    public required int Unlabelled { get; init; }

    /// <summary>By K, queries with fewer than K neighbours. Their precision is still divided by K.</summary>
    public required IReadOnlyDictionary<int, int> WithFewerThanK { get; init; }

    /// <summary>Queries for whose class the exclusion leaves nothing in the archive: they score 0 whatever the search does.</summary>
    public required int WithoutCandidates { get; init; }

    /// <summary>What a reader should know before quoting a figure; empty when nothing stands out.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Id of the space searched.</summary>
    public required string Space { get; init; }

    /// <summary>True when every row was compared.</summary>
    public required bool Exact { get; init; }

    /// <summary>Time of all searches together.</summary>
    public required double SearchMilliseconds { get; init; }
}
