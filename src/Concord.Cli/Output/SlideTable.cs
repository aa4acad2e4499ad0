using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>Slides like a slide, as a table in the terminal.</summary>
internal static class SlideTable
{
    internal static void Print(IAnsiConsole console, SlideInfo query, SlideQuery asked, SlideAnswer answer, LabelVote? vote)
    {
        var table = Format.Table("rank", "distance", "there", "back", "slide", "labels", "patient", "case", "tiles", "series");
        foreach (var hit in answer.Hits)
        {
            table.Row(
                $"{hit.Rank}",
                Format.Number(hit.Distance, "0.0000"),
                Format.Number(hit.AToB, "0.0000"),
                Format.Number(hit.BToA, "0.0000"),
                hit.Slide.Name,
                Format.Labels(hit.Slide.Labels),
                hit.Slide.Patient,
                hit.Slide.Case,
                $"{hit.Tiles}",
                string.Join(", ", hit.Series.Select(series => series.Contrast)));
        }

        console.WriteLine($"Slides like {query.Name} (patient {query.Patient}{(query.Labels.Count > 0 ? ", " : "")}{Format.Labels(query.Labels)})");
        console.Write(table);
        if (vote is not null) console.WriteLine(VoteDocument.Line(vote));
        console.WriteLine(Facts(asked, answer.Facts));
        if (answer.Shortfall is { } why) Session.Note(why);
    }

    internal static string Facts(SlideQuery asked, SlideFacts facts)
    {
        var how = facts.Exact ? $"exact, all {Format.Count(facts.Slides)} slides compared"
            : $"approximate, {Format.Count(facts.Compared)} of {Format.Count(facts.Slides)} slides compared{(facts.Candidates > 0 ? $", {Format.Count(facts.Candidates)} estimated" : "")}";
        return $"{how}; {Format.Count(facts.QueryTiles)} query tiles; excluded: {Format.Word(asked.Exclude)}{DeviceDocument.Line(facts.Device)}";
    }
}
