namespace Concord.Study;

/// <summary>Metrics of one query's ranked neighbours, each 0..1. A neighbour is relevant when it has the query's label.</summary>
internal static class RankMetrics
{
    /// <summary>Relevant neighbours among the first k, divided by k, also where fewer than k were found. The seed study's figure.</summary>
    internal static double Precision(QueryOutcome outcome, int k) => (double)Relevant(outcome, k) / k;

    /// <summary>1 when a relevant neighbour is among the first k.</summary>
    internal static double Hit(QueryOutcome outcome, int k) => Relevant(outcome, k) > 0 ? 1 : 0;

    /// <summary>
    /// Average precision: the sum of the precisions at the ranks of relevant neighbours among the first k, divided by the most that could have
    /// been there, min(k, relevant tiles in the archive). Other programs divide by k, or by the relevant ones found; those figures differ.
    /// </summary>
    internal static double AveragePrecision(QueryOutcome outcome, int k)
    {
        var (found, sum) = (0, 0.0);
        for (var rank = 0; rank < k; rank++)
        {
            if (outcome.IsRelevant(rank)) sum += (double)++found / (rank + 1);
        }

        var most = Math.Min(k, outcome.Relevant);
        return most == 0 ? 0 : sum / most;
    }

    /// <summary>
    /// Normalised discounted cumulative gain with binary gains (Järvelin and Kekäläinen 2002): a relevant neighbour at rank r counts 1/log2(r + 1); the ideal
    /// order has min(k, relevant tiles in the archive) relevant ones first.
    /// </summary>
    internal static double Ndcg(QueryOutcome outcome, int k)
    {
        var (gain, ideal) = (0.0, 0.0);
        for (var rank = 0; rank < k; rank++)
        {
            var discount = 1 / Math.Log2(rank + 2);
            if (outcome.IsRelevant(rank)) gain += discount;
            if (rank < outcome.Relevant) ideal += discount;
        }

        return ideal == 0 ? 0 : gain / ideal;
    }

    private static int Relevant(QueryOutcome outcome, int k) => Enumerable.Range(0, k).Count(outcome.IsRelevant);
}
