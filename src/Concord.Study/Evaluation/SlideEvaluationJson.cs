using System.Text.Json.Nodes;

namespace Concord.Study;

/// <summary>The document of <c>concord evaluate --slides --json</c>: that of <c>evaluate</c>, a query being a slide, with fields of its own. Fields are added, never renamed.</summary>
public static class SlideEvaluationJson
{
    public static JsonObject ToJson(this SlideEvaluation evaluation, bool perQuery = false)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var json = evaluation.Figures.ToJson(perQuery);
        var support = new JsonObject();
        foreach (var (label, (slides, patients)) in evaluation.Support) support[label] = new JsonObject { ["slides"] = slides, ["patients"] = patients };
        json["unit"] = "slide";
        json["ranking"] = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(evaluation.Options.Ranking.ToString());
        json["tiles_per_slide"] = evaluation.Options.TilesPerSlide;
        json["support"] = support;
        json["suggested"] = new JsonObject
        {
            ["mean_compared"] = evaluation.MeanCompared,
            ["search_ms_a_query"] = Math.Round(evaluation.SuggestedMilliseconds, 3),
        };
        return json;
    }
}
