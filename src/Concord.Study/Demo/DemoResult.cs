using System.Text.Json.Nodes;
using Concord.Indexing;

namespace Concord.Study;

/// <summary>What a demo made.</summary>
public sealed record DemoResult
{
    /// <summary>Absolute path of report.html.</summary>
    public required string Report { get; init; }

    /// <summary>Absolute path of the collection, which search and evaluate take.</summary>
    public required string Collection { get; init; }

    /// <summary>The images: the folder given, or the drawn cohort.</summary>
    public required string Data { get; init; }

    public required bool Synthetic { get; init; }

    public required CohortSummary Cohort { get; init; }

    /// <summary>What the indexing of this run added; a second run adds nothing.</summary>
    public required IndexReport Index { get; init; }

    /// <summary>Null when the images have no labels.</summary>
    public required EvaluationReport? Evaluation { get; init; }

    public required IReadOnlyList<(string Step, TimeSpan Took)> Times { get; init; }

    /// <summary>The document of <c>concord demo --json</c>: evaluate's, and where everything lies.</summary>
    public JsonObject ToJson()
    {
        var json = Evaluation?.ToJson() ?? [];
        json["report"] = Report;
        json["collection"] = Collection;
        json["data"] = Data;
        json["synthetic"] = Synthetic;
        json["slides"] = Cohort.Slides;
        json["tiles"] = Cohort.Tiles;
        json["series"] = Cohort.Series;
        json["indexed"] = Index.Tiles;
        json["tiles_per_second"] = Math.Round(Index.TilesPerSecond, 2);
        json["skipped"] = new JsonArray([.. Index.Skipped.Select(s => new JsonObject { ["file"] = s.File, ["reason"] = s.Reason })]);
        json["seconds"] = new JsonObject(Times.Select(t => KeyValuePair.Create(t.Step, (JsonNode?)Math.Round(t.Took.TotalSeconds, 2))));
        return json;
    }
}
