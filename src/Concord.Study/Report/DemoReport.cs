using System.Text;

namespace Concord.Study;

/// <summary>
/// Writes the report: one HTML file with its style and its images inside, no script, no request to anywhere. It can be mailed, archived
/// and printed.
/// </summary>
public static class DemoReport
{
    /// <summary>Writes the file whole or not at all: a reader never sees half a report.</summary>
    public static void Write(string path, DemoReportData data)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var unfinished = path + ".unfinished";
        File.WriteAllText(unfinished, Html(data), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(unfinished, path, overwrite: true);
    }

    public static string Html(DemoReportData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var page = new HtmlText();
        Head(page, data);
        SummarySection.Write(page, data);
        PrecisionSection.Write(page, data);
        if (data.Figures is { } figures) FigureReport.EffectSection(page, figures.Precision, figures.Maps, figures.Pair, data.Synthetic);
        foreach (var group in data.Queries.GroupBy(query => query.Label).OrderBy(group => group.Key, StringComparer.Ordinal))
            QuerySection.Write(page, data, group.Key, [.. group]);
        if (data.Figures is { } shown) FigureReport.Section(page, "Tissue and radiology", shown.Panels, data.Synthetic);
        if (data.Radiology is { } scan) RadiologySection.Write(page, data, scan);
        MethodSection.Write(page, data);
        return page.Markup("</main>\n</body>\n</html>").ToString();
    }

    /// <summary>The heading of a section, with the badge that no section of synthetic data goes without.</summary>
    internal static void Heading(HtmlText page, DemoReportData data, string id, string title)
    {
        page.Line($"<section aria-labelledby=\"{id}\">").Line($"<div class=\"heading\"><h2 id=\"{id}\">{title}</h2>");
        if (data.Synthetic) page.Markup("<span class=\"badge\">Synthetic data</span>");
        page.Markup("</div>");
    }

    private static void Head(HtmlText page, DemoReportData data)
    {
        var kind = data.Synthetic ? "synthetic cohort" : data.Source;
        page.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Line($"<title>Concord – similar cases in {kind}</title>")
            .Markup($"<style>\n{SearchReport.Style()}</style>\n</head>\n<body>");
        if (data.Synthetic)
            page.Markup("<p class=\"band\"><strong>Synthetic.</strong> Every image was drawn by a program. No patient, no clinical meaning.</p>");
        page.Markup("<header class=\"top\">\n<p class=\"brand\">Concord</p>")
            .Line($"<h1>Which prior cases look like this one?</h1>")
            .Line($"<p class=\"lead\">{Lead(data)}</p>")
            .Markup("<p class=\"use\">For research use only. Not a medical device; not for diagnosis.</p>\n</header>\n<main>");
    }

    private static string Lead(DemoReportData data) =>
        $"{data.Cohort.Slides} {(data.Synthetic ? "drawn H&E-like regions" : "images")} of {data.Cohort.Patients} patients were turned into "
        + $"vectors of {data.Space.Dimension} numbers and searched. Below: how often neighbours share the query’s label, then "
        + $"{data.Queries.Count} queries with the nearest cases{(data.Cohort.Series > 0 ? " and their radiology" : "")}.";
}
