using System.Globalization;
using System.Text.Json.Nodes;

namespace Concord.Study;

/// <summary>The document of <c>concord evaluate --json</c>. Fields are added, never renamed.</summary>
public static class EvaluationJson
{
    public static JsonObject ToJson(this EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new JsonObject
        {
            ["precision_at_k"] = Precision(report),
            ["chance"] = new JsonObject { ["macro"] = report.Macro.Chance, ["micro"] = report.Micro.Chance },
            ["queries"] = report.Queries,
            ["archive"] = report.Archive,
            ["patients"] = report.Patients,
            ["unlabelled"] = report.Unlabelled,
            ["short"] = ByK(report.WithFewerThanK, count => JsonValue.Create(count)),
            ["without_candidates"] = report.WithoutCandidates,
            ["label"] = report.Options.LabelName,
            ["excluded"] = PatientRule.Name(report.Options.Exclude),
            ["split"] = report.Options.UseSplit,
            ["space"] = report.Space,
            ["exact"] = report.Exact,
            ["search_ms"] = Math.Round(report.SearchMilliseconds, 3),
            ["warnings"] = new JsonArray([.. report.Warnings.Select(warning => JsonValue.Create(warning))]),
        };
    }

    private static JsonObject Precision(EvaluationReport report)
    {
        var classes = new JsonObject();
        foreach (var (label, figures) in report.PerClass) classes[label] = Class(figures);
        return new JsonObject { ["macro"] = AtK(report.Macro), ["micro"] = AtK(report.Micro), ["per_class"] = classes };
    }

    private static JsonObject Class(PrecisionFigures figures)
    {
        var json = AtK(figures);
        json.Insert(0, "n", figures.Queries);
        json["chance"] = figures.Chance;
        return json;
    }

    private static JsonObject AtK(PrecisionFigures figures) => ByK(figures.AtK, precision => JsonValue.Create(precision));

    private static JsonObject ByK<T>(IReadOnlyDictionary<int, T> values, Func<T, JsonNode> node)
    {
        var json = new JsonObject();
        foreach (var (k, value) in values.OrderBy(pair => pair.Key)) json[k.ToString(CultureInfo.InvariantCulture)] = node(value);
        return json;
    }
}
