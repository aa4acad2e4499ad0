using System.Globalization;
using System.Text;

namespace Concord.Study;

/// <summary>An evaluation as Markdown tables, with the digits that papers give.</summary>
public static class EvaluationMarkdown
{
    public static string Text(EvaluationPageData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Evaluation of {Cell(data.Collection)}\n");
        if (data.Comparison is { } comparison) Change(text, data, comparison);
        foreach (var (space, report) in data.Runs) Run(text, data, space, report);
        return text.ToString();
    }

    private static void Run(StringBuilder text, EvaluationPageData data, string space, EvaluationReport report)
    {
        var ks = report.Options.Ks;
        text.Append(CultureInfo.InvariantCulture, $"\n## Space {Cell(space)}\n\nPrecision at K; 95 % intervals with patients drawn with replacement.\n\n");
        Row(text, ["class", "n", .. ks.Select(k => $"P@{k}"), "chance"]);
        Rule(text, ks.Count + 3);
        foreach (var (label, figures) in report.PerClass) Row(text, Precision(label, figures, ks));
        Row(text, Precision("**macro**", report.Macro, ks));
        Row(text, Precision("micro", report.Micro, ks));
        text.Append('\n');
        Row(text, ["macro", .. ks.Select(k => $"K = {k}")]);
        Rule(text, ks.Count + 1);
        Row(text, ["hit", .. ks.Select(k => Number(report.Hit.Macro[k]))]);
        Row(text, ["mAP", .. ks.Select(k => Number(report.MeanAveragePrecision.Macro[k]))]);
        Row(text, ["nDCG", .. ks.Select(k => Number(report.Ndcg.Macro[k]))]);
        Row(text, ["majority vote, F1", .. report.Votes.Select(vote => Number(vote.MacroF1) + Ends(vote.MacroF1Interval))]);
        Row(text, ["majority vote, accuracy", .. report.Votes.Select(vote => Number(vote.Accuracy))]);
        Confusion(text, report.Votes[^1]);
        text.Append('\n');
        foreach (var (name, value) in data.Facts(report)) text.Append(CultureInfo.InvariantCulture, $"* {name}: {Cell(value)}\n");
        foreach (var remark in EvaluationPageData.Remarks(report).Concat(PrecisionSection.Notes(report))) text.Append(CultureInfo.InvariantCulture, $"* {Cell(remark)}\n");
    }

    private static void Confusion(StringBuilder text, VoteFigures vote)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nTaken for, by the majority of {vote.K} (last column: no answer)\n\n");
        Row(text, ["class", .. vote.Confusion.Classes, "–"]);
        Rule(text, vote.Confusion.Classes.Count + 2);
        foreach (var (label, counts) in vote.Confusion.Classes.Zip(vote.Confusion.Counts)) Row(text, [label, .. counts.Select(count => count.ToString(CultureInfo.InvariantCulture))]);
    }

    private static void Change(StringBuilder text, EvaluationPageData data, SpaceComparison comparison)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## What {Cell(data.Runs[1].Space)} changes\n\n");
        Row(text, ["figure", data.Runs[0].Space, data.Runs[1].Space, "change", "95 % interval, paired by patient"]);
        Rule(text, 5);
        foreach (var change in comparison.Changes)
        {
            var of = change.Change;
            Row(text, [change.Title, Number(of.Before), Number(of.After), Signed(of.Difference), of.Interval is { } ends ? $"{Signed(ends.Low)} to {Signed(ends.High)}" : "–"]);
        }

        foreach (var warning in comparison.Warnings) text.Append(CultureInfo.InvariantCulture, $"\n{warning}\n");
    }

    private static string[] Precision(string name, PrecisionFigures figures, IReadOnlyList<int> ks) =>
    [
        name, figures.Queries.ToString(CultureInfo.InvariantCulture),
        .. ks.Select(k => Number(figures.AtK[k]) + Ends(figures.Intervals?[k])), Number(figures.Chance),
    ];

    private static string Ends(Interval? interval) =>
        interval is { } ends && double.IsFinite(ends.Low) ? FormattableString.Invariant($" ({ends.Low:0.00}–{ends.High:0.00})") : "";

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(Cell)).Append(" |\n");

    private static void Rule(StringBuilder text, int columns) => text.Append('|').Insert(text.Length, "---|", columns).Append('\n');

    /// <summary>Labels and names may hold what Markdown reads as markup or as the end of a cell.</summary>
    private static string Cell(string value) => value.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
