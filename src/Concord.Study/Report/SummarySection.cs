namespace Concord.Study;

/// <summary>The cohort: counts, classes, centres.</summary>
internal static class SummarySection
{
    internal static void Write(HtmlText page, DemoReportData data)
    {
        var cohort = data.Cohort;
        DemoReport.Heading(page, data, "cohort", "The cohort");
        page.Markup("<dl class=\"facts\">");
        Fact(page, "Data", data.Source);
        Fact(page, "Patients", $"{cohort.Patients}");
        Fact(page, "Images", $"{cohort.Slides}");
        if (cohort.Tiles != cohort.Slides) Fact(page, "Tiles", $"{cohort.Tiles}");
        Fact(page, "Linked radiology", cohort.Series == 0 ? "none" : $"{cohort.Series} images");
        if (cohort.Centres.Count > 0) Fact(page, "Centres", string.Join(", ", cohort.Centres.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}")));
        page.Markup("</dl>");
        Classes(page, cohort);
        if (cohort.Skipped.Count > 0) Skipped(page, cohort.Skipped);
        page.Markup("</section>");
    }

    private static void Fact(HtmlText page, string name, string value) => page.Line($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static void Classes(HtmlText page, CohortSummary cohort)
    {
        var split = cohort.Classes.Any(c => c.Train + c.Test > 0);
        page.Markup("<div class=\"scroll\"><table>\n<caption>By label</caption>\n<thead><tr><th scope=\"col\">Label</th>"
            + "<th scope=\"col\">Patients</th><th scope=\"col\">Tiles</th>"
            + (split ? "<th scope=\"col\">Train</th><th scope=\"col\">Test</th>" : "") + "</tr></thead>\n<tbody>");
        foreach (var row in cohort.Classes)
        {
            page.Line($"<tr><th scope=\"row\">{row.Label}</th><td>{row.Patients}</td><td>{row.Tiles}</td>");
            if (split) page.Line($"<td>{row.Train}</td><td>{row.Test}</td>");
            page.Markup("</tr>");
        }

        page.Markup("</tbody></table></div>");
    }

    private static void Skipped(HtmlText page, IReadOnlyList<string> skipped)
    {
        page.Line($"<details><summary>{skipped.Count} files were left out</summary><ul>");
        foreach (var line in skipped.Take(50)) page.Line($"<li>{line}</li>");
        if (skipped.Count > 50) page.Line($"<li>and {skipped.Count - 50} more</li>");
        page.Markup("</ul></details>");
    }
}
