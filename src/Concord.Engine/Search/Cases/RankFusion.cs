namespace Concord;

/// <summary>Reciprocal rank fusion: score = Σ 1 / (k + rank) over the rankings that hold an item (Cormack, Clarke and Büttcher, SIGIR 2009). Distances are not compared, so the rankings may come from spaces that have nothing in common.</summary>
public static class RankFusion
{
    /// <summary>The constant of the paper.</summary>
    public const int K = 60;

    /// <summary>Items by falling score; equal scores by the item's own order. Each ranking holds an item at most once, the best first.</summary>
    public static IReadOnlyList<(string Item, double Score)> Fuse(IReadOnlyList<IReadOnlyList<string>> rankings)
    {
        ArgumentNullException.ThrowIfNull(rankings);
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var ranking in rankings)
            for (var i = 0; i < ranking.Count; i++) scores[ranking[i]] = scores.GetValueOrDefault(ranking[i]) + (1.0 / (K + i + 1));
        return [.. scores.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
    }
}
