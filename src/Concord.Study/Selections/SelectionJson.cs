using System.Text.Json.Nodes;

namespace Concord.Study;

/// <summary>The document of <c>concord evaluate --selections --json</c>. Fields are added, never renamed.</summary>
public static class SelectionJson
{
    public static JsonObject ToJson(this SelectionTrade trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return new JsonObject
        {
            ["selections"] = new JsonArray([.. trade.Rows.Select(Row)]),
            ["slides"] = trade.Slides,
            ["slides_without_colours"] = trade.Colourless,
        };
    }

    private static JsonObject Row(SelectionFigures row) => new()
    {
        ["selection"] = row.Selection,
        ["tiles"] = row.Tiles,
        ["share"] = row.Share,
        ["bytes"] = row.Bytes,
        ["changes"] = row.Changes.Count == 0 ? null : EvaluationJson.Changes(row.Changes),
        ["evaluation"] = row.Evaluation.ToJson(),
    };
}
