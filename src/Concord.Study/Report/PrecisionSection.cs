namespace Concord.Study;

/// <summary>Precision at K: chart, table, and what to think of it.</summary>
internal static class PrecisionSection
{
    internal static void Write(HtmlText page, DemoReportData data)
    {
        DemoReport.Heading(page, data, "precision", "How often neighbours share the label");
        if (data.Evaluation is { } report) Figures(page, data, report);
        else page.Markup("<p class=\"note\">The images have no labels, so there is nothing to count. A labels.csv beside them, or sub-folders named "
            + "after the labels, would give these figures.</p>");
        page.Markup("</section>");
    }

    private static void Figures(HtmlText page, DemoReportData data, EvaluationReport report)
    {
        page.Line($"<p>{Explanation(report)}</p>").Markup("<div class=\"pair\">");
        PrecisionChart.Write(page, report);
        Table(page, report);
        page.Markup("</div>");
        foreach (var warning in Notes(data, report)) page.Line($"<p class=\"note\"><strong>Note.</strong> {warning}</p>");
    }

    private static string Explanation(EvaluationReport report)
    {
        var who = report.Options.UseSplit
            ? $"{report.Queries} test images each searched the {report.Archive} training images"
            : $"Each of {report.Queries} tiles searched all others";
        var excluded = PatientRule.Name(report.Options.Exclude);
        var without = excluded == "none" ? "" : $", those of its own {excluded} excluded";
        return $"{who}{without}. Precision at K is the share of the K nearest that carry the query’s label. "
            + "Macro is the mean of the class means, micro the mean of all queries; chance is what a random order would reach.";
    }

    private static IEnumerable<string> Notes(DemoReportData data, EvaluationReport report)
    {
        foreach (var warning in report.Warnings) yield return warning;
        foreach (var (k, count) in report.WithFewerThanK.OrderBy(pair => pair.Key))
        {
            if (count > 0) yield return $"{count} queries had fewer than {k} neighbours; their precision is still divided by {k}.";
        }

        if (data.Synthetic) yield return "These figures are of drawn images: they show that search works, not how well it does on tissue.";
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
        foreach (var k in report.Options.Ks) page.Line($"<td>{100 * figures.AtK[k]:0.0}</td>");
        page.Line($"<td class=\"quiet\">{100 * figures.Chance:0.0}</td></tr>");
    }
}
