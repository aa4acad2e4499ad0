namespace Concord.Study;

/// <summary>Precision at K: chart, table, and what to think of it.</summary>
internal static class PrecisionSection
{
    internal static void Write(HtmlText page, DemoReportData data)
    {
        DemoReport.Heading(page, data, "precision", "How often neighbours share the label");
        if (data.Evaluation is { } report) Figures(page, report, [.. Notes(report), .. Drawn(data)], data.Synthetic);
        else page.Markup("<p class=\"note\">The images have no labels, so there is nothing to count. A labels.csv beside them, or sub-folders named "
            + "after the labels, would give these figures.</p>");
        page.Markup("</section>");
    }

    /// <summary>Explanation, chart, table and notes.</summary>
    internal static void Figures(HtmlText page, EvaluationReport report, IReadOnlyList<string> notes, bool synthetic = false)
    {
        page.Line($"<p>{Explanation(report)}</p>").Markup("<div class=\"pair\">");
        FigureReport.Show(page, PrecisionFigure.Draw(report, synthetic));
        Table(page, report);
        page.Markup("</div>");
        foreach (var warning in notes) page.Line($"<p class=\"note\"><strong>Note.</strong> {warning}</p>");
    }

    private static string Explanation(EvaluationReport report)
    {
        var who = report.Options.UseSplit
            ? $"{report.Queries} test {report.Options.Noun}s each searched the {report.Archive} of the training side"
            : $"Each of {report.Queries} {report.Options.Noun}s searched all others";
        var excluded = PatientRule.Name(report.Options.Exclude);
        var without = excluded == "none" ? "" : $", those of its own {excluded} excluded";
        return $"{who}{without}. Precision at K is the share of the K nearest that carry the query’s label. "
            + "Macro is the mean of the class means, micro the mean of all queries; chance is what a random order would reach."
            + (report.Macro.Intervals is null ? "" : " Intervals are of 95 %, patients drawn with replacement.");
    }

    private static IEnumerable<string> Drawn(DemoReportData data) =>
        data.Synthetic ? ["These figures are of drawn images: they show that search works, not how well it does on tissue."] : [];

    /// <summary>What to think of the figures.</summary>
    internal static IEnumerable<string> Notes(EvaluationReport report)
    {
        foreach (var warning in report.Warnings) yield return warning;
        foreach (var (k, count) in report.WithFewerThanK.OrderBy(pair => pair.Key))
        {
            if (count > 0) yield return $"{count} queries had fewer than {k} neighbours; their precision is still divided by {k}.";
        }
    }

    private static void Table(HtmlText page, EvaluationReport report)
    {
        page.Markup("<div class=\"scroll\"><table>\n<caption>Precision at K, in percent</caption>\n<thead><tr><th scope=\"col\">Queries</th><th scope=\"col\">n</th>");
        foreach (var k in report.Options.Ks) page.Line($"<th scope=\"col\">P@{k}</th>");
        page.Markup("<th scope=\"col\">Chance</th></tr></thead>\n<tbody>");
        foreach (var (label, figures) in report.PerClass) Row(page, report, label, figures, "");
        Row(page, report, "Macro", report.Macro, "total");
        Row(page, report, "Micro", report.Micro, "");
        page.Markup("</tbody></table></div>");
    }

    private static void Row(HtmlText page, EvaluationReport report, string name, PrecisionFigures figures, string style)
    {
        page.Line($"<tr class=\"{style}\"><th scope=\"row\">{name}</th><td>{figures.Queries}</td>");
        foreach (var k in report.Options.Ks)
        {
            page.Line($"<td>{100 * figures.AtK[k]:0.0}");
            if (figures.Intervals?[k] is { } ends && double.IsFinite(ends.Low)) page.Line($"<small>{100 * ends.Low:0}–{100 * ends.High:0}</small>");
            page.Markup("</td>");
        }

        page.Line($"<td class=\"quiet\">{100 * figures.Chance:0.0}</td></tr>");
    }
}
