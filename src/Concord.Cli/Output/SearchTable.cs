using Concord.Cli.Plugins;
using Concord.Cli.Queries;
using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>An answer as a table in the terminal.</summary>
internal static class SearchTable
{
    internal static void Print(IAnsiConsole console, Query query, SearchRequest request, SearchAnswer answer, LabelVote? vote, ILookup<string, SlideInfo>? slides = null, PluginIdentity? reranked = null)
    {
        var table = Format.Table("rank", "distance", "tile", "labels", "patient", "case", "file", slides is null ? "series" : "slides");
        foreach (var hit in answer.Hits)
        {
            table.Row(
                $"{hit.Rank}",
                Format.Number(hit.Distance, "0.0000"),
                $"{hit.Tile}",
                Format.Labels(hit.Labels),
                hit.Patient,
                hit.Case,
                hit.File is { } file ? Path.GetFileName(file) : hit.Slide,
                slides is null ? Contrasts(hit) : Slides(slides[hit.Case]));
        }

        var own = query.Tile is { } tile ? $" (patient {tile.Patient}{(tile.Labels.Count > 0 ? ", " : "")}{Format.Labels(tile.Labels)})" : "";
        console.WriteLine($"Nearest to {query.Name}{own}");
        console.Write(table);
        if (reranked is not null) console.WriteLine($"in the order of the plugin {reranked.Id} {reranked.Version}");
        if (vote is not null) console.WriteLine(VoteDocument.Line(vote));
        console.WriteLine(Facts(request, answer));
        if (answer.Shortfall is { } why) Session.Note(why);
    }

    private static string Contrasts(Hit hit) => string.Join(", ", hit.Series.GroupBy(series => series.Contrast, StringComparer.Ordinal).Select(of => of.Count() == 1 ? of.Key : $"{of.Key} ({of.Count()})"));

    /// <summary>Below radiology stands the tissue of its case.</summary>
    private static string Slides(IEnumerable<SlideInfo> of) => of.Select(slide => slide.Name).ToList() switch
    {
        [] => "no tissue",
        [var one] => one,
        var several => $"{several[0]} and {several.Count - 1} more",
    };

    internal static string Facts(SearchRequest request, SearchAnswer answer)
    {
        var facts = answer.Facts;
        var how = facts.Exact ? "exact" : $"approximate, {facts.Nprobe} lists a query, expected recall {Format.Number(facts.ExpectedRecall)}";
        return $"{how}; {Format.Count(facts.Rows)} rows compared; excluded: {Format.Word(request.Exclude)}{DeviceDocument.Line(facts.Device)}";
    }
}
