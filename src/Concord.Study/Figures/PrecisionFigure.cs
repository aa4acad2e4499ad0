namespace Concord.Study;

/// <summary>Precision at K as bars with 95 % intervals: macro, then every class; of one run, or of two beside each other. Bars begin at zero; a dashed line is chance.</summary>
public static class PrecisionFigure
{
    private const double Width = 560, Left = 150, Right = 56, Bar = 13, LegendWidth = 240;
    private const string Before = "#b9bcc4", After = "#0072B2";

    /// <summary>Of its files.</summary>
    internal const string Name = "precision";

    /// <summary>More classes than this are left to the table, and the caption says so.</summary>
    private const int MostClasses = 12;

    /// <summary>Of one run.</summary>
    public static Figure Draw(EvaluationReport report, bool synthetic = false)
    {
        ArgumentNullException.ThrowIfNull(report);
        var whiskers = report.Macro.Intervals is null ? "" : " Whiskers: 95 %, patients drawn with replacement.";
        return Draw("Precision at K", [new("", After, report)], $"Share of the first K that carry the query’s label.{whiskers} Dashed: chance.{Others(report)}", synthetic);
    }

    /// <summary>Of two over the same queries.</summary>
    public static Figure Draw(SpaceComparison comparison, string before, string after, bool synthetic = false)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var change = string.Join(", ", comparison.PrecisionChange.OrderBy(c => c.Key).Select(c => Change(c.Key, c.Value)));
        var paired = comparison.PrecisionChange.Values.Any(c => c.Interval is not null) ? " Whiskers and brackets: 95 %, patients drawn with replacement." : "";
        return Draw(
            "Precision before and after", [new(before, Before, comparison.Baseline), new(after, After, comparison.Other)],
            $"Macro change: {change}.{paired} Dashed: chance.{Others(comparison.Baseline)}", synthetic);
    }

    private static Figure Draw(string title, Run[] runs, string caption, bool synthetic)
    {
        var (svg, report) = (new SvgDrawing(), runs[0].Report);
        var (ks, names) = (report.Options.Ks, report.PerClass.Keys.Take(MostClasses).ToList());
        var (top, step) = (runs.Length > 1 ? 52.0 : 30.0, (ks.Count * Row(runs.Length)) + 16);
        var height = top + ((names.Count + 1) * step) + 24;
        Axis(svg, top, height);
        if (runs.Length > 1) Legend(svg, runs);
        Group(svg, "Macro", [.. runs.Select(run => (run.Colour, run.Report.Macro))], ks, top);
        for (var i = 0; i < names.Count; i++) Group(svg, names[i], [.. runs.Select(run => (run.Colour, run.Report.PerClass[names[i]]))], ks, top + ((i + 1) * step));
        return new Figure(Name, title, caption, svg.Finish(Width, height, Description(runs), synthetic));
    }

    private static double Row(int runs) => (runs * (Bar + 1)) + 5;

    private static void Axis(SvgDrawing svg, double top, double height)
    {
        for (var percent = 0; percent <= 100; percent += 25)
        {
            svg.Line(X(percent), top - 8, X(percent), height - 26, SvgDrawing.Grid);
            svg.Text(X(percent), height - 8, percent == 100 ? "100 %" : FormattableString.Invariant($"{percent}"), 11.5, "middle", colour: SvgDrawing.Quiet);
        }
    }

    private static void Legend(SvgDrawing svg, Run[] runs)
    {
        for (var i = 0; i < runs.Length; i++)
        {
            svg.Box(12 + (i * LegendWidth), 14, 12, 12, runs[i].Colour);
            svg.Text(12 + (i * LegendWidth) + 18, 24, SvgDrawing.Short(runs[i].Name, 30), 12.5);
        }
    }

    private static void Group(SvgDrawing svg, string name, (string Colour, PrecisionFigures Figures)[] runs, IReadOnlyList<int> ks, double top)
    {
        var (first, row) = (runs[0].Figures, Row(runs.Length));
        svg.Text(12, top + 12, SvgDrawing.Short(name, 14), 13, bold: true);
        svg.Text(12, top + 28, FormattableString.Invariant($"{first.Queries} queries"), 11.5, colour: SvgDrawing.Quiet);
        for (var i = 0; i < ks.Count; i++)
        {
            svg.Text(Left - 10, top + (i * row) + (row / 2) + 2, FormattableString.Invariant($"P@{ks[i]}"), 11.5, "end", colour: SvgDrawing.Quiet);
            for (var run = 0; run < runs.Length; run++) One(svg, runs[run].Figures, ks[i], top + (i * row) + (run * (Bar + 1)), runs[run].Colour);
        }

        svg.Line(X(100 * first.Chance), top - 3, X(100 * first.Chance), top + (ks.Count * row) - 4, SvgDrawing.Ink, 1.3, "4 3");
    }

    private static void One(SvgDrawing svg, PrecisionFigures figures, int k, double y, string colour)
    {
        var percent = 100 * figures.AtK[k];
        var end = percent;
        svg.Box(X(0), y, X(percent) - X(0), Bar, colour);
        if (figures.Intervals?.GetValueOrDefault(k) is { } interval && double.IsFinite(interval.Low))
        {
            svg.Whisker(X(100 * interval.Low), X(100 * interval.High), y + (Bar / 2));
            end = Math.Max(end, 100 * interval.High);
        }

        svg.Value(X(end) + 6, y + Bar - 2, FormattableString.Invariant($"{percent:0.0}"));
    }

    private static string Change(int k, Change change) =>
        FormattableString.Invariant($"P@{k} {100 * change.Difference:+0.0;−0.0;0.0} points")
        + (change.Interval is { } ends ? FormattableString.Invariant($" ({100 * ends.Low:+0.0;−0.0;0.0} to {100 * ends.High:+0.0;−0.0;0.0})") : "");

    private static string Others(EvaluationReport report) => report.PerClass.Count > MostClasses ? $" The first {MostClasses} of {report.PerClass.Count} classes; the table has all." : "";

    private static string Description(Run[] runs) => "Bars of precision at K. " + string.Join(" ", runs.Select(run =>
        $"{(run.Name.Length == 0 ? "Macro" : run.Name)}: " + string.Join(", ", run.Report.Options.Ks.Select(k => FormattableString.Invariant($"P@{k} {100 * run.Report.Macro.AtK[k]:0.0} percent"))) + "."));

    private static double X(double percent) => Left + (percent * (Width - Left - Right) / 100);

    private sealed record Run(string Name, string Colour, EvaluationReport Report);
}
