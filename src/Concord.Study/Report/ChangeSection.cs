namespace Concord.Study;

/// <summary>What another space changes: every metric before, after, the difference and its interval.</summary>
internal static class ChangeSection
{
    internal static void Write(HtmlText page, EvaluationPageData data, SpaceComparison comparison)
    {
        var (baseline, other) = (data.Runs[0].Space, data.Runs[1].Space);
        EvaluationPage.Heading(page, $"What {other} changes");
        page.Line($"<p>The same {comparison.Baseline.Queries} queries in both spaces; macro figures but for accuracy. Differences are absolute, in points of percent{(comparison.Changes.Any(change => change.Change.Interval is not null) ? "; their intervals are of 95 %, patients drawn with replacement and the same ones for both" : "")}.</p>");
        foreach (var warning in comparison.Warnings) page.Line($"<p class=\"note\"><strong>Note.</strong> {warning}</p>");
        FigureReport.Show(page, data.Precision);
        page.Markup("<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Figure</th>")
            .Line($"<th scope=\"col\">{baseline}</th><th scope=\"col\">{other}</th>")
            .Markup("<th scope=\"col\">Change</th><th scope=\"col\">95 % interval</th></tr></thead>\n<tbody>");
        foreach (var change in comparison.Changes) Row(page, change);
        page.Markup("</tbody></table></div>");
        page.Markup("</section>");
    }

    private static void Row(HtmlText page, MetricChange change)
    {
        var (from, to, by) = (change.Change.Before, change.Change.After, change.Change.Difference);
        page.Line($"<tr><th scope=\"row\">{change.Title}</th><td>{100 * from:0.0}</td><td>{100 * to:0.0}</td><td>{100 * by:+0.0;−0.0;0.0}</td>");
        if (change.Change.Interval is { } ends) page.Line($"<td class=\"{(ends.HoldsZero ? "quiet" : "")}\">{100 * ends.Low:+0.0;−0.0;0.0} to {100 * ends.High:+0.0;−0.0;0.0}{(ends.HoldsZero ? ", holds 0" : "")}</td></tr>");
        else page.Markup("<td>–</td></tr>");
    }
}
