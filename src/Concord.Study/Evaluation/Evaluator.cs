namespace Concord.Study;

/// <summary>Asks every query tile for its neighbours and measures how well their labels agree.</summary>
public static class Evaluator
{
    /// <summary>
    /// Evaluates one space of a collection. Throws <see cref="ConcordArgumentException"/> when no tile has the label, when a split is
    /// asked for that the tiles do not have, or when a K is below 1.
    /// </summary>
    public static EvaluationReport Run(
        Collection collection, Space space, EvaluationOptions options, IProgress<Progress>? progress = null, CancellationToken cancel = default) =>
        EvaluationRun.Of(collection, space, options, progress, cancel).Report();

    /// <summary>
    /// Evaluates two spaces over the same queries, the first as the baseline, and what the second changes. Throws as
    /// <see cref="Run"/> does, and when a query has no vector in one of the spaces.
    /// </summary>
    public static SpaceComparison Compare(
        Collection collection, Space baseline, Space other, EvaluationOptions options, IProgress<Progress>? progress = null, CancellationToken cancel = default) =>
        SpaceComparison.Of(
            EvaluationRun.Of(collection, baseline, options, progress, cancel), EvaluationRun.Of(collection, other, options, progress, cancel));

    /// <summary>The figures of a set whose neighbours are known: for each query the ids of its nearest tiles, nearest first.</summary>
    internal static EvaluationReport Measure(EvaluationSet set, EvaluationOptions options, IReadOnlyList<long[]> neighbours) =>
        new EvaluationRun(set, options.Checked(), EvaluationRun.Judge(set, options, neighbours)).Report();
}
