namespace Concord.Study;

/// <summary>Precision at K as bars, one group a class, a dashed tick where chance lies. SVG without script; the table has the same figures.</summary>
internal static class PrecisionChart
{
    private const int Width = 460;
    private const int Left = 158;
    private const int Right = 46;
    private const int Bar = 15;
    private const int Gap = 3;
    private const int GroupGap = 14;
    private const int Top = 26;

    /// <summary>More classes than this are left to the table.</summary>
    private const int MostClasses = 12;

    internal static void Write(HtmlText page, EvaluationReport report)
    {
        var groups = Groups(report);
        var ks = report.Options.Ks;
        var step = (ks.Count * (Bar + Gap)) - Gap + GroupGap;
        var height = Top + (groups.Count * step) + 18;
        page.Line($"<figure><svg viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Description(report)}\">");
        Axis(page, height);
        for (var i = 0; i < groups.Count; i++) Group(page, groups[i].Name, groups[i].Figures, ks, Top + (i * step));
        page.Markup("</svg>");
        page.Line($"<figcaption>From the top of each group: {string.Join(", ", ks.Select(k => $"P@{k}"))}. Dashed: chance.{(report.Macro.Intervals is null ? "" : " Lines: 95 % intervals.")}{Others(report)}</figcaption></figure>");
    }

    private static List<(string Name, PrecisionFigures Figures)> Groups(EvaluationReport report) =>
        [("Macro", report.Macro), .. report.PerClass.Take(MostClasses).Select(c => (c.Key, c.Value))];

    private static string Others(EvaluationReport report) =>
        report.PerClass.Count > MostClasses ? $" The first {MostClasses} of {report.PerClass.Count} classes; the table has all." : "";

    private static string Description(EvaluationReport report) =>
        "Bars of precision at K. Macro: " + string.Join(", ", report.Options.Ks.Select(k => FormattableString.Invariant($"P@{k} {100 * report.Macro.AtK[k]:0} percent"))) + ".";

    private static void Axis(HtmlText page, int height)
    {
        for (var percent = 0; percent <= 100; percent += 25)
        {
            page.Line($"<line class=\"grid\" x1=\"{X(percent)}\" x2=\"{X(percent)}\" y1=\"{Top - 8}\" y2=\"{height - 20}\"/>");
            page.Line($"<text class=\"tick\" x=\"{X(percent)}\" y=\"{height - 5}\" text-anchor=\"middle\">{percent}{(percent == 100 ? " %" : "")}</text>");
        }
    }

    private static void Group(HtmlText page, string name, PrecisionFigures figures, IReadOnlyList<int> ks, int top)
    {
        var bottom = top + (ks.Count * (Bar + Gap)) - Gap;
        var shown = name.Length > 16 ? name[..15] + "…" : name;
        page.Line($"<text class=\"name\" x=\"{Left - 10}\" y=\"{(top + bottom) / 2}\" text-anchor=\"end\">{shown}</text>");
        page.Line($"<text class=\"tick\" x=\"{Left - 10}\" y=\"{((top + bottom) / 2) + 14}\" text-anchor=\"end\">n = {figures.Queries}</text>");
        for (var i = 0; i < ks.Count; i++)
        {
            var y = top + (i * (Bar + Gap));
            var percent = 100 * figures.AtK[ks[i]];
            page.Line($"<rect class=\"bar b{Math.Min(i, 2)}\" x=\"{Left}\" y=\"{y}\" width=\"{X(percent) - Left:0.0}\" height=\"{Bar}\" rx=\"2\"/>");
            var end = Whisker(page, figures.Intervals?[ks[i]], y + (Bar / 2.0)) ?? percent;
            page.Line($"<text class=\"value\" x=\"{X(Math.Max(percent, end)) + 5:0.0}\" y=\"{y + 12}\">{percent:0.0}</text>");
        }

        page.Line($"<line class=\"chance\" x1=\"{X(100 * figures.Chance):0.0}\" x2=\"{X(100 * figures.Chance):0.0}\" y1=\"{top - 4}\" y2=\"{bottom + 4}\"/>");
    }

    /// <summary>The interval as a line with ends; its upper end in percent, null where there is none.</summary>
    private static double? Whisker(HtmlText page, Interval? interval, double y)
    {
        if (interval is not { } ends || !double.IsFinite(ends.Low)) return null;
        var (low, high) = (X(100 * ends.Low), X(100 * ends.High));
        page.Line($"<path class=\"whisker\" d=\"M{low:0.0} {y - 3:0.0}v6M{low:0.0} {y:0.0}H{high:0.0}M{high:0.0} {y - 3:0.0}v6\"/>");
        return 100 * ends.High;
    }

    private static double X(double percent) => Left + (percent * (Width - Left - Right) / 100);
}
