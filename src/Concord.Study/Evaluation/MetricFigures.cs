namespace Concord.Study;

/// <summary>Every metric that runs are compared by, of one run; a query may count several times, or not at all.</summary>
internal sealed class MetricFigures
{
    private readonly IReadOnlyList<int> _ks;
    private readonly ClassMeans[] _means;
    private readonly string[] _truth;
    private readonly string?[][] _answers;

    internal MetricFigures(IReadOnlyList<QueryOutcome> outcomes, IReadOnlyList<int> ks)
    {
        _ks = ks;
        Func<QueryOutcome, int, double>[] metrics = [RankMetrics.Precision, RankMetrics.Hit, RankMetrics.AveragePrecision, RankMetrics.Ndcg];
        _means = [.. metrics.Select(metric => OutcomeFigures.Means(outcomes, ks, metric))];
        _truth = [.. outcomes.Select(outcome => outcome.Label)];
        _answers = [.. ks.Select(k => outcomes.Select(outcome => MajorityVote.Of(outcome, k)).ToArray())];
    }

    /// <summary>The names of the figures, in the order of <see cref="Of"/>: each metric at each K.</summary>
    internal IReadOnlyList<(string Metric, int K)> Names => [.. MetricChange.Metrics.SelectMany(metric => _ks.Select(k => (metric, k)))];

    /// <param name="times">How often each query counts; null: once.</param>
    internal double[] Of(int[]? times)
    {
        var weights = times ?? [.. _truth.Select(_ => 1)];
        return
        [
            .. _means.SelectMany(mean => mean.Macro(times)),
            .. _answers.Select(answers => VoteTally.MacroF1(_truth, answers, weights)),
            .. _answers.Select(answers => Accuracy(answers, weights)),
        ];
    }

    /// <summary>What `other` changes, query for query in the same order; intervals are paired, patients drawn once for both.</summary>
    internal static IReadOnlyList<MetricChange> Changes(IReadOnlyList<QueryOutcome> baseline, IReadOnlyList<QueryOutcome> other, IReadOnlyList<int> ks, int draws, int seed)
    {
        var (before, after) = (new MetricFigures(baseline, ks), new MetricFigures(other, ks));
        var (from, to) = (before.Of(null), after.Of(null));
        // What makes a patient hard for either cancels: a draw takes the same patients for both.
        var intervals = draws == 0 ? null : new PatientBootstrap([.. baseline.Select(outcome => outcome.Query.Patient)], draws, seed)
            .Intervals(times => [.. after.Of(times).Zip(before.Of(times), (a, b) => a - b)]);
        return [.. before.Names.Select((name, i) => new MetricChange(name.Metric, name.K, new Change(from[i], to[i], intervals?[i])))];
    }

    private double Accuracy(string?[] answers, int[] times)
    {
        long right = 0, all = 0;
        for (var i = 0; i < times.Length; i++)
        {
            all += times[i];
            if (answers[i] == _truth[i]) right += times[i];
        }

        return all == 0 ? 0 : (double)right / all;
    }
}
