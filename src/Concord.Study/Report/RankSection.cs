namespace Concord.Study;

/// <summary>The metrics beside precision, a column a K, and F1 by class where slides voted.</summary>
internal static class RankSection
{
    internal static void Write(HtmlText page, EvaluationPageData data, EvaluationReport report)
    {
        var ks = report.Options.Ks;
        page.Markup("<p>Macro, in percent. Hit: a neighbour of the query’s label is among the first K. mAP is divided by min(K, relevant in the archive), nDCG has binary gains. "
                + "MV: the label that most of the first K have, ties to the nearest.</p>")
            .Markup("<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Figure</th>");
        foreach (var k in ks) page.Line($"<th scope=\"col\">K = {k}</th>");
        page.Markup("</tr></thead>\n<tbody>");
        Row(page, "Hit", ks.Select(k => (report.Hit.Macro[k], (Interval?)null)));
        Row(page, "mAP", ks.Select(k => (report.MeanAveragePrecision.Macro[k], (Interval?)null)));
        Row(page, "nDCG", ks.Select(k => (report.Ndcg.Macro[k], (Interval?)null)));
        Row(page, "MV macro-F1", report.Votes.Select(vote => (vote.MacroF1, (Interval?)vote.MacroF1Interval)));
        Row(page, "MV accuracy", report.Votes.Select(vote => (vote.Accuracy, (Interval?)null)));
        foreach (var label in report.PerClass.Keys)
            Row(page, $"F1 of {label}{Support(data, label)}", report.Votes.Select(vote => (vote.Confusion.F1(vote.Confusion.Classes.ToList().IndexOf(label)), (Interval?)null)));
        page.Markup("</tbody></table></div>");
    }

    private static string Support(EvaluationPageData data, string label) =>
        data.Slides?.Support.TryGetValue(label, out var support) == true ? $" ({support.Slides} slides, {support.Patients} patients)" : "";

    private static void Row(HtmlText page, string name, IEnumerable<(double Value, Interval? Interval)> figures)
    {
        page.Line($"<tr><th scope=\"row\">{name}</th>");
        foreach (var (value, interval) in figures)
        {
            page.Line($"<td>{100 * value:0.0}");
            if (interval is { } ends && double.IsFinite(ends.Low)) page.Line($"<small>{100 * ends.Low:0}–{100 * ends.High:0}</small>");
            page.Markup("</td>");
        }

        page.Markup("</tr>");
    }
}
