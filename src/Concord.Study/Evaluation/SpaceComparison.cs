namespace Concord.Study;

/// <summary>Two spaces over the same queries: a baseline, another, and what the other changes.</summary>
/// <param name="Baseline">Figures of the first.</param>
/// <param name="Other">Figures of the second.</param>
/// <param name="PrecisionChange">By K, macro precision of the other minus that of the baseline, with its interval.</param>
/// <param name="Warnings">Changes whose interval holds zero, one line each, and too few patients for one.</param>
public sealed record SpaceComparison(
    EvaluationReport Baseline, EvaluationReport Other, IReadOnlyDictionary<int, Change> PrecisionChange, IReadOnlyList<string> Warnings)
{
    internal static SpaceComparison Of(EvaluationRun baseline, EvaluationRun other)
    {
        var ks = baseline.Options.Ks;
        var (before, after) = (OutcomeFigures.Precision(baseline.Outcomes, ks), OutcomeFigures.Precision(other.Outcomes, ks));
        var (from, to) = (before.Macro(), after.Macro());
        // Paired: a draw takes the same patients for both, so what makes a patient hard for either cancels.
        var intervals = baseline.Options.Draws == 0 ? null
            : baseline.Bootstrap().Intervals(times => [.. after.Macro(times).Zip(before.Macro(times), (a, b) => a - b)]);
        var changes = ks.Select((k, i) => (k, Change: new Change(from[i], to[i], intervals?[i]))).ToDictionary(pair => pair.k, pair => pair.Change);
        return new SpaceComparison(baseline.Report(), other.Report(), changes, [.. changes.Where(c => c.Value.Interval is { HoldsZero: true }).Select(Warning)]);
    }

    private static string Warning(KeyValuePair<int, Change> change) =>
        FormattableString.Invariant($"The interval of the change of P@{change.Key} holds zero: these queries do not show that it changed.");
}
