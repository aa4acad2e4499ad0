using System.Globalization;
using System.Text.Json.Nodes;

namespace Concord.Study;

/// <summary>The documents of <c>concord evaluate --json</c>. Fields are added, never renamed.</summary>
public static class EvaluationJson
{
    /// <param name="report">Figures.</param>
    /// <param name="perQuery">Also a record of each query, which comparisons of kept documents need for intervals.</param>
    public static JsonObject ToJson(this EvaluationReport report, bool perQuery = false)
    {
        ArgumentNullException.ThrowIfNull(report);
        var json = new JsonObject
        {
            ["precision_at_k"] = Precision(report),
            ["chance"] = new JsonObject { ["macro"] = report.Macro.Chance, ["micro"] = report.Micro.Chance },
            ["hit_at_k"] = Rank(report.Hit),
            ["map_at_k"] = Named("divided by min(k, relevant in the archive)", Rank(report.MeanAveragePrecision)),
            ["ndcg_at_k"] = Rank(report.Ndcg),
            ["majority_vote"] = Named(MajorityVote.Variant, Votes(report)),
            ["centre"] = Centre(report.CentreBias),
            ["approximation"] = report.Loss is { } loss
                ? new JsonObject { ["recall_at_k"] = ByK(loss.RecallAtK), ["precision_change"] = ByK(loss.PrecisionChange) } : null,
            ["cost"] = new JsonObject
            {
                ["search_ms_a_query"] = Math.Round(report.Cost.SearchMilliseconds, 4),
                ["bytes_a_vector"] = report.Cost.BytesPerVector,
                ["index_s_a_slide"] = report.Cost.IndexSecondsPerSlide is { } seconds ? Math.Round(seconds, 4) : null,
                ["indexed_slides"] = report.Cost.IndexedSlides,
            },
            ["queries"] = report.Queries,
            ["archive"] = report.Archive,
            ["patients"] = report.Patients,
            ["unlabelled"] = report.Unlabelled,
            ["short"] = ByK(report.WithFewerThanK, count => JsonValue.Create(count)),
            ["without_candidates"] = report.WithoutCandidates,
            ["label"] = report.Options.LabelName,
            ["excluded"] = PatientRule.Name(report.Options.Exclude),
            ["split"] = report.Options.UseSplit,
            ["split_file"] = report.Options.Split?.Path,
            ["space"] = report.Space,
            ["exact"] = report.Exact,
            ["search_ms"] = Math.Round(report.SearchMilliseconds, 3),
            ["warnings"] = Lines(report.Warnings),
        };
        if (perQuery) json["per_query"] = new JsonArray([.. report.PerQuery.Select(Record)]);
        return json;
    }

    public static JsonObject ToJson(this SpaceComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new JsonObject
        {
            ["change"] = ByK(comparison.PrecisionChange, Change),
            ["changes"] = Changes(comparison.Changes),
            ["warnings"] = Lines(comparison.Warnings),
            ["baseline"] = comparison.Baseline.ToJson(),
            ["other"] = comparison.Other.ToJson(),
        };
    }

    public static JsonObject ToJson(this RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new JsonObject { ["changes"] = Changes(comparison.Changes), ["paired"] = comparison.Paired, ["warnings"] = Lines(comparison.Warnings) };
    }

    internal static JsonObject Changes(IReadOnlyList<MetricChange> changes)
    {
        var json = new JsonObject();
        foreach (var metric in changes.GroupBy(change => change.Metric)) json[metric.Key] = ByK(metric.ToDictionary(change => change.K, change => change.Change), Change);
        return json;
    }

    private static JsonObject Change(Change change) => new()
    {
        ["before"] = change.Before,
        ["after"] = change.After,
        ["difference"] = change.Difference,
        ["interval"] = Ends(change.Interval),
    };

    private static JsonObject Record(QueryRecord record) => new()
    {
        ["query"] = record.Query,
        ["label"] = record.Label,
        ["patient"] = record.Patient,
        ["found"] = Lines(record.Found),
        ["relevant"] = record.Relevant,
        ["candidates"] = record.Candidates,
    };

    private static JsonObject Precision(EvaluationReport report)
    {
        var classes = new JsonObject();
        foreach (var (label, figures) in report.PerClass) classes[label] = Class(figures);
        var json = new JsonObject { ["macro"] = ByK(report.Macro.AtK), ["micro"] = ByK(report.Micro.AtK), ["per_class"] = classes };
        if (report.Macro.Intervals is { } macro) json["macro_interval"] = ByK(macro, interval => Ends(interval));
        if (report.Micro.Intervals is { } micro) json["micro_interval"] = ByK(micro, interval => Ends(interval));
        return json;
    }

    private static JsonObject Class(PrecisionFigures figures)
    {
        var json = ByK(figures.AtK);
        json.Insert(0, "n", figures.Queries);
        json["chance"] = figures.Chance;
        if (figures.Intervals is { } intervals) json["interval"] = ByK(intervals, interval => Ends(interval));
        return json;
    }

    private static JsonObject Votes(EvaluationReport report)
    {
        var json = new JsonObject();
        foreach (var vote in report.Votes)
        {
            json[Key(vote.K)] = new JsonObject
            {
                ["macro_f1"] = vote.MacroF1,
                ["macro_f1_interval"] = Ends(vote.MacroF1Interval),
                ["accuracy"] = vote.Accuracy,
                ["confusion"] = new JsonObject
                {
                    ["classes"] = Lines(vote.Confusion.Classes),
                    ["counts"] = new JsonArray([.. vote.Confusion.Counts.Select(row => new JsonArray([.. row.Select(count => JsonValue.Create(count))]))]),
                },
            };
        }

        return json;
    }

    private static JsonObject? Centre(CentreBias? bias) => bias is null ? null : new JsonObject
    {
        ["k"] = bias.K,
        ["same_centre_share"] = bias.SameCentreShare,
        ["chance"] = bias.Chance,
        ["robustness_index"] = bias.RobustnessIndex,
    };

    private static JsonObject Named(string variant, JsonObject figures)
    {
        figures.Insert(0, "variant", variant);
        return figures;
    }

    private static JsonObject Rank(RankFigures figures) => new() { ["macro"] = ByK(figures.Macro), ["micro"] = ByK(figures.Micro) };

    /// <summary>null where there is no interval, or it could not be computed.</summary>
    private static JsonArray? Ends(Interval? interval) =>
        interval is { } ends && double.IsFinite(ends.Low) ? new JsonArray(ends.Low, ends.High) : null;

    private static JsonArray Lines(IEnumerable<string> lines) => new([.. lines.Select(line => JsonValue.Create(line))]);

    private static JsonObject ByK(IReadOnlyDictionary<int, double> values) => ByK(values, value => JsonValue.Create(value));

    private static JsonObject ByK<T>(IReadOnlyDictionary<int, T> values, Func<T, JsonNode?> node)
    {
        var json = new JsonObject();
        foreach (var (k, value) in values.OrderBy(pair => pair.Key)) json[Key(k)] = node(value);
        return json;
    }

    private static string Key(int k) => k.ToString(CultureInfo.InvariantCulture);
}
