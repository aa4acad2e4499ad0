using Concord.Study;
using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>An evaluation of slides in the terminal: what votes would answer, by class, and what searching few slides loses.</summary>
internal static class SlideEvaluationTable
{
    internal static void Print(IAnsiConsole console, SlideEvaluation evaluation)
    {
        var report = evaluation.Figures;
        console.Write(Overall(report));
        console.Write(Classes(evaluation));
        console.WriteLine(
            $"{report.Queries} slides asked, {report.Archive} could answer, {report.Patients} patients; excluded: {Format.Word(report.Options.Exclude)}; " +
            $"{(report.Exact ? "exact" : "approximate")} search, {Format.Number(report.Cost.SearchMilliseconds, "0.0")} ms a slide.");
        if (report.Loss is { } loss)
            console.WriteLine(
                $"two-stage search, {Format.Number(evaluation.MeanCompared, "0.#")} slides compared, {Format.Number(evaluation.SuggestedMilliseconds, "0.0")} ms a slide: " +
                $"{string.Join(", ", report.Options.Ks.Select(k => $"recall@{k} {Format.Number(loss.RecallAtK[k], "0.0000")}"))} against exact.");
        foreach (var warning in report.Warnings) Session.Note(warning);
    }

    private static Table Overall(EvaluationReport report)
    {
        var table = Format.Table("answer", "macro-F1", "95 %, by patient", "accuracy");
        foreach (var vote in report.Votes)
            table.Row(
                Name(vote.K),
                Format.Number(vote.MacroF1, "0.0000"),
                report.Options.Draws == 0 ? "" : $"{Format.Number(vote.MacroF1Interval.Low, "0.00")}–{Format.Number(vote.MacroF1Interval.High, "0.00")}",
                Format.Number(vote.Accuracy, "0.0000"));
        return table;
    }

    private static Table Classes(SlideEvaluation evaluation)
    {
        var votes = evaluation.Figures.Votes;
        var table = Format.Table(["class", "slides", "patients", .. votes.Select(v => $"F1 {Name(v.K)}")]);
        foreach (var (label, (slides, patients)) in evaluation.Support)
            table.Row([label, $"{slides}", $"{patients}", .. votes.Select(v => Format.Number(v.Confusion.F1(v.Confusion.Classes.ToList().IndexOf(label)), "0.0000"))]);
        return table;
    }

    private static string Name(int k) => k == 1 ? "Top-1" : $"MV@{k}";
}
