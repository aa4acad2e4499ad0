using System.Text;

namespace Concord.Study;

/// <summary>All figures of a collection as one page: style and images inside, no script, no request to anywhere.</summary>
public static class FigureReport
{
    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(string path, string collection, FigureSet figures, bool synthetic)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var unfinished = path + ".unfinished";
        File.WriteAllText(unfinished, Html(collection, figures, synthetic), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(unfinished, path, overwrite: true);
    }

    public static string Html(string collection, FigureSet figures, bool synthetic)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var page = new HtmlText();
        page.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Line($"<title>Concord – figures of {collection}</title>")
            .Markup($"<style>\n{SearchReport.Style()}</style>\n</head>\n<body>");
        if (synthetic) page.Markup("<p class=\"band\"><strong>Synthetic.</strong> Every image was drawn by a program. No patient, no clinical meaning.</p>");
        page.Markup("<header class=\"top\">\n<p class=\"brand\">Concord</p>").Line($"<h1>Figures of {collection}</h1>")
            .Markup("<p class=\"use\">For research use only. Not a medical device; not for diagnosis.</p>\n</header>\n<main>");
        EffectSection(page, figures.Precision, figures.Maps, figures.Pair, synthetic);
        Section(page, "Queries and their nearest", figures.Galleries, synthetic);
        Section(page, "Tissue and radiology", figures.Panels, synthetic);
        return page.Markup("</main>\n</body>\n</html>").ToString();
    }

    /// <summary>What an adapter changed: precision, then the maps.</summary>
    internal static void EffectSection(HtmlText page, Figure? precision, IReadOnlyList<Figure> maps, EmbeddingPair pair, bool synthetic)
    {
        Section(page, precision is null ? "The space of the vectors" : "Before and after the adapter", precision is null ? maps : [precision, .. maps], synthetic, pair.Design, pair.Comparison?.Warnings);
    }

    internal static void Section(HtmlText page, string title, IReadOnlyList<Figure> figures, bool synthetic, string? words = null, IReadOnlyList<string>? notes = null)
    {
        if (figures.Count == 0 && words is null) return;
        page.Line($"<section><div class=\"heading\"><h2>{title}</h2>");
        if (synthetic) page.Markup("<span class=\"badge\">Synthetic data</span>");
        page.Markup("</div>");
        if (words is not null) page.Line($"<p>{words}</p>");
        foreach (var note in notes ?? []) page.Line($"<p class=\"note\"><strong>Note.</strong> {note}</p>");
        foreach (var figure in figures) Show(page, figure);
        page.Markup("</section>");
    }

    /// <summary>Wide figures may be scrolled on a narrow page; bars are never, since what they end at must be seen.</summary>
    internal static void Show(HtmlText page, Figure figure) =>
        page.Line($"<figure class=\"{(figure.Name == PrecisionFigure.Name ? "bars" : "drawn")}\"><div class=\"scroll\">").Markup(figure.Svg).Line($"</div><figcaption>{figure.Caption}</figcaption></figure>");
}
