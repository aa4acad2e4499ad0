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
        Line("micro (mean of queries)", report.Micro);
        console.Write(table);
        console.WriteLine(
            $"{report.Queries} queries, {report.Archive} tiles that could answer, {report.Patients} patients; " +
            $"excluded: {Format.Word(report.Options.Exclude)}; {(report.Exact ? "exact" : "approximate")} search.");
        foreach (var warning in report.Warnings) Session.Note(warning);

        void Line(string name, PrecisionFigures figures) => table.Row(
            [name, Format.Count(figures.Queries), .. ks.Select(k => Format.Number(figures.AtK[k], "0.0000")), Format.Number(figures.Chance, "0.0000")]);
    }
}
