using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>Cases as a table in the terminal.</summary>
internal static class CaseTable
{
    internal static void Print(IAnsiConsole console, string name, CaseQuery query, CaseAnswer answer, ILookup<string, SlideInfo> slides)
    {
        var table = Format.Table("rank", "score", "case", "patient", "by tissue", "by radiology", "labels", "contrasts");
        foreach (var hit in answer.Hits)
        {
            table.Row(
                $"{hit.Rank}", Format.Number(hit.Score, "0.0000"), hit.Case, hit.Patient, Rank(hit.TissueRank), Rank(hit.RadiologyRank),
                slides[hit.Case].FirstOrDefault() is { } slide ? Format.Labels(slide.Labels) : "no tissue",
                hit.Series.Count > 0 ? string.Join(", ", hit.Series.Select(series => series.Contrast).Distinct()) : "no radiology");
        }

        console.WriteLine($"Cases like {name}");
        console.Write(table);
        console.WriteLine(Facts(query, answer));
    }

    internal static string Facts(CaseQuery query, CaseAnswer answer) =>
        $"reciprocal rank fusion (k = {RankFusion.K}) of {answer.Rankings.Tissue} rankings by tissue and {answer.Rankings.Radiology} by radiology; " +
        $"excluded: {(query.Group is null ? "none" : Format.Word(query.Exclude))}";

    private static string Rank(int? rank) => rank is { } known ? $"{known}" : "–";
}
