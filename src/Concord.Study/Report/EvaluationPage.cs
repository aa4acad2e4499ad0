namespace Concord.Study;

/// <summary>Writes an evaluation as a page: style and figures inside, no script, no request to anywhere.</summary>
public static class EvaluationPage
{
    public static string Html(EvaluationPageData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var page = new HtmlText();
        page.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Line($"<title>Concord – evaluation of {data.Collection}</title>")
            .Markup($"<style>\n{SearchReport.Style()}</style>\n</head>\n<body>\n<header class=\"top\">\n<p class=\"brand\">Concord</p>")
            .Markup("<h1>How often neighbours share the label</h1>")
            .Line($"<p class=\"lead\">Collection {data.Collection}, label {data.Runs[0].Report.Options.LabelName}: {string.Join(" against ", data.Runs.Select(run => run.Space))}.</p>")
            .Markup("<p class=\"use\">For research use only. Not a medical device; not for diagnosis.</p>\n</header>\n<main>");
        if (data.Comparison is { } comparison) ChangeSection.Write(page, data, comparison);
        foreach (var (space, report) in data.Runs) Run(page, data, space, report);
        return page.Markup("</main>\n</body>\n</html>").ToString();
    }

    private static void Run(HtmlText page, EvaluationPageData data, string space, EvaluationReport report)
    {
        var of = data.Runs.Count == 1 ? "" : $" · {space}";
        Heading(page, $"Precision at K{of}");
        PrecisionSection.Figures(page, report, [.. PrecisionSection.Notes(report)]);
        page.Markup("</section>");
        Heading(page, $"Ranks and votes{of}");
        RankSection.Write(page, data, report);
        page.Markup("</section>");
        Heading(page, $"What each class was taken for{of}");
        ConfusionSection.Write(page, report);
        page.Markup("</section>");
        Heading(page, $"How it was measured, and what it costs{of}");
        page.Markup("<dl class=\"facts\">");
        foreach (var (name, value) in data.Facts(report)) page.Line($"<div><dt>{name}</dt><dd>{value}</dd></div>");
        page.Markup("</dl>");
        foreach (var remark in EvaluationPageData.Remarks(report)) page.Line($"<p>{remark}</p>");
        page.Markup("</section>");
    }

    internal static void Heading(HtmlText page, string title) => page.Line($"<section>\n<div class=\"heading\"><h2>{title}</h2></div>");
}
