using System.Text;

namespace Concord.Study;

/// <summary>Writes one search as a page, hits of one case together: style and images inside, no script, no request to anywhere.</summary>
public static class SearchReport
{
    /// <summary>Columns of the page.</summary>
    private const int MostAbreast = 5;

    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(string path, SearchReportData data)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var unfinished = path + ".unfinished";
        File.WriteAllText(unfinished, Html(data), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(unfinished, path, overwrite: true);
    }

    public static string Html(SearchReportData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var page = new HtmlText();
        page.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Line($"<title>Concord – nearest to {data.Query}</title>")
            .Markup($"<style>\n{Style()}</style>\n</head>\n<body>\n<header class=\"top\">\n<p class=\"brand\">Concord</p>")
            .Line($"<h1>Nearest to {data.Query}</h1>")
            .Line($"<p class=\"lead\">In the collection {data.Collection}. {data.Facts}.</p>")
            .Markup("<p class=\"use\">For research use only. Not a medical device; not for diagnosis.</p>\n</header>\n<main>\n<section>\n<div class=\"asked-slide\">");
        Picture(page, data.Picture, "query image", "tissue");
        page.Line($"<div><div class=\"words\"><p class=\"what\">Query{(data.Label is null ? "" : $" · {data.Label}")}</p><p>{data.Query}</p></div>");
        if (data.Vote is { } vote) VoteSection.Write(page, vote);
        if (data.Shortfall is not null) page.Line($"<p class=\"note\">{data.Shortfall}</p>");
        page.Markup("</div></div>\n</section>\n<section>\n<ol class=\"cases\">");
        foreach (var hits in data.Hits.GroupBy(hit => hit.Case)) Case(page, [.. hits], known: data.Label is not null);
        return page.Markup("</ol>\n</section>\n</main>\n</body>\n</html>").ToString();
    }

    /// <summary>The hits of a case side by side, as wide as there are hits, and its radiology once below them.</summary>
    private static void Case(HtmlText page, IReadOnlyList<HitExample> hits, bool known)
    {
        var first = hits[0];
        page.Line($"<li class=\"case wide-{Math.Min(hits.Count, MostAbreast)}\">");
        page.Line($"<p class=\"case-name\">Case {first.Case}{(first.Centre is null ? "" : $" · centre {first.Centre}")}</p>").Markup("<ol class=\"hits\">");
        foreach (var hit in hits) Hit(page, hit, known);
        page.Markup("</ol>");
        if (first.Series.Count > 0) Series(page, first.Series, first.Case);
        page.Markup("</li>");
    }

    private static void Hit(HtmlText page, HitExample hit, bool known)
    {
        page.Line($"<li class=\"hit {(hit.Matches || !known ? "same" : "other")}\">");
        Picture(page, hit.Picture, $"hit {hit.Rank}, {hit.Label ?? "no label"}, case {hit.Case}", "tissue");
        page.Line($"<div class=\"words\"><p class=\"what\"><span class=\"rank\">{hit.Rank}</span> {hit.Label ?? "no label"}</p>");
        if (known) page.Line($"<p class=\"mark\">{(hit.Matches ? "✓ same label" : "✕ other label")}</p>");
        if (hit.Slide != hit.Case) page.Line($"<p>{hit.Slide}</p>");
        if (hit.Place is not null) page.Line($"<p class=\"quiet\">{hit.Place}</p>");
        page.Line($"<p class=\"quiet\">{hit.Measure ?? FormattableString.Invariant($"distance {hit.Distance:G4}")}</p></div></li>");
    }

    /// <summary>Contrasts of a case; one that is known of but not there is shown as missing.</summary>
    internal static void Series(HtmlText page, IReadOnlyList<SeriesExample> series, string of)
    {
        page.Markup("<ul class=\"series\">");
        foreach (var item in series)
        {
            page.Markup("<li>");
            if (item.Picture is null) page.Line($"<div class=\"missing\">{item.Absent}</div>");
            else Picture(page, item.Picture, $"{item.Contrast} of case {of}", "scan");
            page.Line($"<span>{item.Contrast}</span></li>");
        }

        page.Markup("</ul>");
    }

    internal static void Picture(HtmlText page, ReportPicture? picture, string description, string style)
    {
        if (picture is null) page.Line($"<div class=\"missing {style}\">no image</div>");
        else page.Line($"<img class=\"{style}\" src=\"{picture.DataUri}\" width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"{description}\">");
    }

    internal static string Style()
    {
        using var stream = typeof(SearchReport).Assembly.GetManifestResourceStream("Concord.Study.report.css")
            ?? throw new InvalidOperationException("report.css is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
