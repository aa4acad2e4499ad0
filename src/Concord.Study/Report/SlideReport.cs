using System.Text;

namespace Concord.Study;

/// <summary>Writes a search for slides as a page: hits by case, the pairs of tiles behind each, the vote. Style and images inside, no script.</summary>
public static class SlideReport
{
    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(string path, SlideReportData data)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var unfinished = path + ".unfinished";
        File.WriteAllText(unfinished, Html(data), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(unfinished, path, overwrite: true);
    }

    public static string Html(SlideReportData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var page = new HtmlText();
        page.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Line($"<title>Concord – slides like {data.Query}</title>")
            .Markup($"<style>\n{SearchReport.Style()}</style>\n</head>\n<body>\n<header class=\"top\">\n<p class=\"brand\">Concord</p>")
            .Line($"<h1>Slides like {data.Query}</h1>")
            .Line($"<p class=\"lead\">In the collection {data.Collection}. Search: {data.Facts}.</p>")
            .Markup("<p class=\"use\">For research use only. Not a medical device; not for diagnosis.</p>\n</header>\n<main>");
        Query(page, data);
        foreach (var hits in data.Hits.GroupBy(example => example.Hit.Slide.Case)) Case(page, [.. hits], data.Label);
        return page.Markup("</main>\n</body>\n</html>").ToString();
    }

    private static void Query(HtmlText page, SlideReportData data)
    {
        page.Markup("<section>\n<div class=\"asked-slide\">");
        SearchReport.Picture(page, data.Picture, "query slide", "slide");
        page.Line($"<div><div class=\"words\"><p class=\"what\">Query{(data.Label is null ? "" : $" · {data.Label}")}</p><p>{data.Query}</p></div>");
        if (data.Vote is { } vote) VoteSection.Write(page, vote);
        if (data.Shortfall is not null) page.Line($"<p class=\"note\">{data.Shortfall}</p>");
        page.Markup("</div></div>\n</section>");
    }

    private static void Case(HtmlText page, IReadOnlyList<SlideExample> hits, string? label)
    {
        var first = hits[0].Hit.Slide;
        page.Line($"<section>\n<div class=\"heading\"><h2>Case {first.Case}</h2><span class=\"quiet\">patient {first.Patient}{(first.Centre is null ? "" : $" · centre {first.Centre}")}</span></div>");
        foreach (var hit in hits) Hit(page, hit, label);
        if (hits[0].Series.Count > 0) SearchReport.Series(page, hits[0].Series, first.Case);
        page.Markup("</section>");
    }

    private static void Hit(HtmlText page, SlideExample example, string? label)
    {
        var hit = example.Hit;
        page.Markup("<article class=\"slide-hit\">");
        SearchReport.Picture(page, example.Picture, $"slide {hit.Slide.Name}, hit {hit.Rank}", "slide");
        page.Line($"<div class=\"words\"><p class=\"what\"><span class=\"rank\">{hit.Rank}</span> {example.Label ?? "no label"}</p>");
        if (label is not null) page.Line($"<p class=\"mark {(example.Label == label ? "" : "differs")}\">{(example.Label == label ? "✓ same label" : "✕ other label")}</p>");
        page.Line($"<p>{hit.Slide.Name}</p><p>distance {hit.Distance:G4}</p>");
        page.Line($"<p class=\"quiet\">query to slide {hit.AToB:G4}, back {hit.BToA:G4}; {hit.Tiles} {(hit.Tiles == 1 ? "tile" : "tiles")}</p></div>");
        page.Markup("<ul class=\"pairs\">");
        foreach (var pair in example.Pairs) Pair(page, pair);
        page.Markup("</ul></article>");
    }

    private static void Pair(HtmlText page, PairExample example)
    {
        page.Markup("<li><div class=\"pair-tiles\">");
        SearchReport.Picture(page, example.Query, $"query tile {Place(example.Pair.Query)}", "tissue");
        SearchReport.Picture(page, example.Found, $"hit tile {Place(example.Pair.Hit)}", "tissue");
        page.Line($"</div><p><strong>{(example.Pair.Kind == PairKind.Typical ? "typical" : "best")}</strong> {example.Pair.Distance:G4}</p>");
        page.Line($"<p class=\"quiet\">{Place(example.Pair.Query)} ↔ {Place(example.Pair.Hit)}</p></li>");
    }

    private static string Place(PairTile tile) => tile.Box is { } box ? FormattableString.Invariant($"{box.X}, {box.Y}") : $"tile {tile.Index}";
}
