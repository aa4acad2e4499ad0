namespace Concord.Study;

/// <summary>Confusion of the majority votes as tables whose cells are shaded by their share of the row.</summary>
internal static class ConfusionSection
{
    /// <summary>Steps of the shading; report.css has as many.</summary>
    private const int Steps = 10;

    internal static void Write(HtmlText page, EvaluationReport report)
    {
        page.Markup("<p>Rows are the queries’ classes, columns what the vote answered; shaded by the share of the row. – : nobody could vote.</p>");
        var deepest = report.Votes[^1];
        Table(page, deepest);
        foreach (var vote in report.Votes.Where(vote => vote != deepest))
        {
            page.Line($"<details><summary>{Title(vote)}</summary>");
            Table(page, vote);
            page.Markup("</details>");
        }
    }

    private static string Title(VoteFigures vote) => FormattableString.Invariant(
        $"{(vote.K == 1 ? "The nearest alone" : $"Majority of {vote.K}")}: {100 * vote.Accuracy:0.0} % right, macro-F1 {100 * vote.MacroF1:0.0}");

    private static void Table(HtmlText page, VoteFigures vote)
    {
        var confusion = vote.Confusion;
        var unanswered = confusion.Counts.Any(row => row[^1] > 0);
        page.Line($"<div class=\"scroll\"><table class=\"confusion\">\n<caption>{Title(vote)}</caption>\n<thead><tr><th scope=\"col\">Class</th>");
        foreach (var label in confusion.Classes) page.Line($"<th scope=\"col\">{label}</th>");
        page.Markup(unanswered ? "<th scope=\"col\">–</th></tr></thead>\n<tbody>" : "</tr></thead>\n<tbody>");
        for (var i = 0; i < confusion.Classes.Count; i++)
        {
            var row = confusion.Counts[i];
            var all = row.Sum();
            page.Line($"<tr><th scope=\"row\">{confusion.Classes[i]}</th>");
            foreach (var count in unanswered ? row : row.Take(row.Count - 1)) Cell(page, count, all);
            page.Markup("</tr>");
        }

        page.Markup("</tbody></table></div>");
    }

    private static void Cell(HtmlText page, int count, int all)
    {
        var share = all == 0 ? 0 : (double)count / all;
        page.Line($"<td class=\"h{(int)Math.Ceiling(Steps * share)}\">{count}");
        if (count > 0) page.Line($"<small>{100 * share:0} %</small>");
        page.Markup("</td>");
    }
}
