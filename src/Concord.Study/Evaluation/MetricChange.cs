namespace Concord.Study;

/// <summary>What another run changes in one figure.</summary>
/// <param name="Metric">"precision", "hit", "map", "ndcg" (macro), "macro_f1" or "accuracy" (of the majority vote).</param>
/// <param name="K">Neighbours counted.</param>
/// <param name="Change">Before, after, and the interval of the difference.</param>
public sealed record MetricChange(string Metric, int K, Change Change)
{
    /// <summary>The metrics in the order they are reported in.</summary>
    public static IReadOnlyList<string> Metrics { get; } = ["precision", "hit", "map", "ndcg", "macro_f1", "accuracy"];

    /// <summary>The metric's name for people, with its K.</summary>
    public string Title => Metric switch
    {
        "precision" => $"P@{K}",
        "hit" => $"hit@{K}",
        "map" => $"mAP@{K}",
        "ndcg" => $"nDCG@{K}",
        _ => $"{(K == 1 ? "Top-1" : $"MV@{K}")} {(Metric == "accuracy" ? "accuracy" : "macro-F1")}",
    };
}
