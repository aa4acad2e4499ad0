using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>Selections of tiles in the terminal: rows and bytes against the votes of slides, and what each changes.</summary>
internal static class SelectionTable
{
    internal static void Print(IAnsiConsole console, SelectionTrade trade)
    {
        var votes = trade.Rows[0].Evaluation.Figures.Votes;
        var deepest = votes[^1].K;
        var table = Format.Table(["selection", "rows", "share", "vectors", .. votes.Select(vote => $"{Name(vote.K)} macro-F1"), $"change of {Name(deepest)}", "95 % interval, by patient", "ms a slide"]);
        foreach (var row in trade.Rows)
        {
            var change = row.Changes.FirstOrDefault(change => change.Metric == "macro_f1" && change.K == deepest)?.Change;
            table.Row(
            [
                row.Selection, Format.Count(row.Tiles), $"{Format.Number(100 * row.Share, "0.0")} %", Format.Bytes(row.Bytes),
                .. row.Evaluation.Figures.Votes.Select(vote => Format.Number(vote.MacroF1, "0.0000")),
                Format.Number(change?.Difference, "+0.0000;-0.0000;0"), ComparisonTable.Ends(change?.Interval),
                Format.Number(row.Evaluation.Figures.Cost.SearchMilliseconds, "0.0"),
            ]);
        }

        console.Write(table);
        console.WriteLine($"{trade.Slides} slides. Tiles that indexing left out could not be chosen: index with all of them.");
        if (trade.Colourless > 0)
            Session.Note($"The colours of {trade.Colourless} of {trade.Slides} slides are not known, their files being gone or unreadable: there the mosaic spreads tiles by place alone.");
        foreach (var warning in trade.Rows[0].Evaluation.Figures.Warnings) Session.Note(warning);
    }

    private static string Name(int k) => k == 1 ? "Top-1" : $"MV@{k}";
}
