namespace Concord.Study;

/// <summary>The metrics of a set of outcomes, each by class, macro and micro.</summary>
internal static class OutcomeFigures
{
    internal static ClassMeans Precision(IReadOnlyList<QueryOutcome> outcomes, IReadOnlyList<int> ks) => Means(outcomes, ks, RankMetrics.Precision);

    internal static ClassMeans Means(IReadOnlyList<QueryOutcome> outcomes, IReadOnlyList<int> ks, Func<QueryOutcome, int, double> metric) =>
        new([.. outcomes.Select(outcome => outcome.Label)], [.. outcomes.Select(outcome => ks.Select(k => metric(outcome, k)).ToArray())]);

    internal static Confusion Votes(IReadOnlyList<QueryOutcome> outcomes, int k) =>
        Confusion.Of([.. outcomes.Select(outcome => outcome.Label)], [.. outcomes.Select(outcome => MajorityVote.Of(outcome, k))]);
}
