namespace Concord.Study;

/// <summary>The queries of one label: each with its nearest cases and their radiology.</summary>
internal static class QuerySection
{
    internal static void Write(HtmlText page, DemoReportData data, string label, IReadOnlyList<QueryExample> queries)
    {
        DemoReport.Heading(page, data, $"q-{queries[0].Tile}", $"Queries: {label}");
        foreach (var query in queries) Query(page, data, query);
        page.Markup("</section>");
    }

    private static void Query(HtmlText page, DemoReportData data, QueryExample query)
    {
        page.Line($"<article class=\"query\" aria-label=\"Query {query.Slide}\">").Markup("<div class=\"asked\">");
        Picture(page, query.Picture, $"{Kind(data)}query image, {query.Label}, case {query.Case}", "tissue");
        page.Line($"<div class=\"words\"><p class=\"what\">Query · {query.Label}</p><p>Case {query.Case}{Centre(query.Centre)}</p>");
        page.Line($"<p class=\"quiet\">{Verdict(query)}</p><p class=\"quiet\">{Search(query)}</p>");
        if (query.Shortfall is not null) page.Line($"<p class=\"quiet\">{query.Shortfall}</p>");
        page.Markup("</div>");
        Contrasts(page, data, query.Series, query.Case);
        page.Markup("</div>\n<ol class=\"hits\">");
        foreach (var hit in query.Hits) Hit(page, data, hit);
        page.Markup("</ol>\n</article>");
    }

    private static void Hit(HtmlText page, DemoReportData data, HitExample hit)
    {
        page.Line($"<li class=\"hit {(hit.Matches ? "same" : "other")}\">");
        Picture(page, hit.Picture, $"{Kind(data)}hit {hit.Rank}, {hit.Label ?? "no label"}, case {hit.Case}", "tissue");
        page.Line($"<div class=\"words\"><p class=\"what\"><span class=\"rank\">{hit.Rank}</span> {hit.Label ?? "no label"}</p>");
        page.Line($"<p class=\"mark\">{(hit.Matches ? "✓ same label" : "✕ other label")}</p>");
        page.Line($"<p>{hit.Case}{Centre(hit.Centre)}</p><p class=\"quiet\">distance {Distance(hit.Distance)}</p></div>");
        Contrasts(page, data, hit.Series, hit.Case);
        page.Markup("</li>");
    }

    private static void Contrasts(HtmlText page, DemoReportData data, IReadOnlyList<SeriesExample> series, string of)
    {
        if (series.Count == 0) return;
        page.Markup("<ul class=\"series\">");
        foreach (var item in series)
        {
            page.Markup("<li>");
            if (item.Picture is null) page.Line($"<div class=\"missing\">{item.Absent}</div>");
            else Picture(page, item.Picture, $"{Kind(data)}{item.Contrast} of case {of}", "scan");
            page.Line($"<span>{item.Contrast}</span></li>");
        }

        page.Markup("</ul>");
    }

    private static void Picture(HtmlText page, ReportPicture? picture, string description, string style)
    {
        if (picture is null) page.Markup("<div class=\"missing tissue\">image not available</div>");
        else page.Line($"<img class=\"{style}\" src=\"{picture.DataUri}\" width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"{description}\">");
    }

    private static string Kind(DemoReportData data) => data.Synthetic ? "Synthetic " : "";

    private static string Centre(string? centre) => centre is null ? "" : $" · centre {centre}";

    private static string Verdict(QueryExample query) =>
        $"{query.Hits.Count(hit => hit.Matches)} of {query.Hits.Count} nearest share the label.";

    private static string Search(QueryExample query) => FormattableString.Invariant(
        $"{(query.Facts.Exact ? "Exact" : "Approximate")} search over {query.Facts.Rows} rows, {query.Milliseconds:0.0} ms.");

    private static string Distance(float distance) => FormattableString.Invariant($"{distance:G4}");
}
