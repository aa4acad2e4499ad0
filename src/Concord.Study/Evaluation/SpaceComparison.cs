namespace Concord.Study;

/// <summary>Two spaces over the same queries: a baseline, another, and what the other changes.</summary>
/// <param name="Baseline">Figures of the first.</param>
/// <param name="Other">Figures of the second.</param>
/// <param name="Changes">Every metric at every K: the other's figure minus the baseline's, with its interval.</param>
/// <param name="Warnings">That an adapter has seen the queries, and changes of precision whose interval holds zero; one line each.</param>
public sealed record SpaceComparison(
    EvaluationReport Baseline, EvaluationReport Other, IReadOnlyList<MetricChange> Changes, IReadOnlyList<string> Warnings)
{
    /// <summary>Those of macro precision, by K.</summary>
    public IReadOnlyDictionary<int, Change> PrecisionChange => Changes.Where(change => change.Metric == "precision").ToDictionary(change => change.K, change => change.Change);

    internal static SpaceComparison Of(EvaluationRun baseline, EvaluationRun other)
    {
        var options = baseline.Options;
        var changes = MetricFigures.Changes(baseline.Outcomes, other.Outcomes, options.Ks, options.Draws, options.Seed);
        return new SpaceComparison(baseline.Report(), other.Report(), changes, [.. new[] { baseline.Seen, other.Seen }.OfType<string>(), .. HoldingZero(changes)]);
    }

    internal static IReadOnlyList<string> HoldingZero(IReadOnlyList<MetricChange> changes) =>
        [.. changes.Where(change => change is { Metric: "precision", Change.Interval.HoldsZero: true })
            .Select(change => FormattableString.Invariant($"The interval of the change of P@{change.K} holds zero: these queries do not show that it changed."))];
}
