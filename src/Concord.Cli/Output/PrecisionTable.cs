using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>Precision at K by class in the terminal, with what to think of it.</summary>
internal static class PrecisionTable
{
    internal static void Print(IAnsiConsole console, EvaluationReport report)
    {
        var ks = report.Options.Ks;
        var table = Format.Table(["class", "n", .. ks.Select(k => $"P@{k}"), "chance"]);
        foreach (var (label, figures) in report.PerClass) Line(label, figures);
        Line("macro (mean of classes)", report.Macro);
        if (report.Macro.Intervals is { } intervals)
            table.Row(["95 % interval, by patient", "", .. ks.Select(k => $"{Format.Number(intervals[k].Low, "0.00")}–{Format.Number(intervals[k].High, "0.00")}"), ""]);
        Line("micro (mean of queries)", report.Micro);
        console.Write(table);
        Others(console, report);
        console.WriteLine(
            $"{report.Queries} queries, {report.Archive} tiles that could answer, {report.Patients} patients; " +
            $"excluded: {Format.Word(report.Options.Exclude)}; {(report.Exact ? "exact" : "approximate")} search.");
        console.WriteLine(Cost(report.Cost));
        foreach (var warning in report.Warnings) Session.Note(warning);

        if (report.CentreBias is { } bias)
        {
            console.WriteLine(
                $"{Format.Number(100 * bias.SameCentreShare, "0")} % of the first {bias.K} come from the query's centre ({Format.Number(100 * bias.Chance, "0")} % by chance); " +
                $"robustness index {(bias.RobustnessIndex is { } index ? Format.Number(index, "0.00") : "–")}.");
        }

        if (report.Loss is { } loss)
            console.WriteLine($"against exact search: {string.Join(", ", ks.Select(k => $"recall@{k} {Format.Number(loss.RecallAtK[k], "0.0000")}, P@{k} {Format.Number(loss.PrecisionChange[k], "+0.0000;-0.0000;0")}"))}.");

        void Line(string name, PrecisionFigures figures) => table.Row(
            [name, Format.Count(figures.Queries), .. ks.Select(k => Format.Number(figures.AtK[k], "0.0000")), Format.Number(figures.Chance, "0.0000")]);
    }

    private static string Cost(EvaluationCost cost) =>
        $"cost: {Format.Number(cost.SearchMilliseconds, "0.###")} ms a query, {Format.Bytes(cost.BytesPerVector)} a vector, " +
        (cost.IndexSecondsPerSlide is { } seconds ? $"{Format.Number(seconds, "0.###")} s to index a slide." : "indexing time not recorded.");

    /// <summary>The other metrics at each K, macro where they have classes.</summary>
    private static void Others(IAnsiConsole console, EvaluationReport report)
    {
        var ks = report.Options.Ks;
        var table = Format.Table(["macro", .. ks.Select(k => $"K = {k}")]);
        Row("hit", k => report.Hit.Macro[k]);
        Row("mAP", k => report.MeanAveragePrecision.Macro[k]);
        Row("nDCG", k => report.Ndcg.Macro[k]);
        Row("majority vote, F1", k => report.Votes.First(vote => vote.K == k).MacroF1);
        Row("majority vote, accuracy", k => report.Votes.First(vote => vote.K == k).Accuracy);
        console.Write(table);

        void Row(string name, Func<int, double> figure) => table.Row([name, .. ks.Select(k => Format.Number(figure(k), "0.0000"))]);
    }
}
