namespace Concord.Study;

/// <summary>The other way round: a series asks, the nearest series answer, and the slides of their cases stand below.</summary>
internal static class RadiologySection
{
    internal static void Write(HtmlText page, DemoReportData data, QueryExample scan)
    {
        DemoReport.Heading(page, data, "radiology", "From a scan to slides");
        page.Line($"<p>A {scan.Label} slice of case {scan.Case} was compared with the {scan.Label} slices of other patients; below each of the nearest stands the tissue of its case. Radiology has a space of vectors of its own: a scan is never compared with a slide.</p>");
        page.Line($"<article class=\"query\" aria-label=\"Query {scan.Case}\">").Markup("<div class=\"asked\">");
        SearchReport.Picture(page, scan.Picture, $"{scan.Label} of case {scan.Case}, the query", "tissue scan");
        page.Line($"<div class=\"words\"><p class=\"what\">Query · {scan.Label}</p><p>Case {scan.Case}</p>");
        if (scan.Shortfall is not null) page.Line($"<p class=\"quiet\">{scan.Shortfall}</p>");
        page.Markup("</div>");
        SearchReport.Series(page, scan.Series, scan.Case);
        page.Markup("</div>\n<ol class=\"hits\">");
        foreach (var hit in scan.Hits) Hit(page, hit);
        page.Markup("</ol>\n</article>\n</section>");
    }

    private static void Hit(HtmlText page, HitExample hit)
    {
        page.Line($"<li class=\"hit {(hit.Matches ? "same" : "other")}\">");
        SearchReport.Picture(page, hit.Picture, $"hit {hit.Rank}, case {hit.Case}", "tissue scan");
        page.Line($"<div class=\"words\"><p class=\"what\"><span class=\"rank\">{hit.Rank}</span> {hit.Label ?? "no label"}</p>");
        page.Line($"<p class=\"mark\">{(hit.Matches ? "✓ same label" : "✕ other label")}</p><p>{hit.Case}</p><p class=\"quiet\">distance {hit.Distance:G4}</p></div>");
        SearchReport.Series(page, hit.Series, hit.Case);
        page.Markup("</li>");
    }
}
