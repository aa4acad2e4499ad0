namespace Concord.Study;

/// <summary>A query and its nearest by tissue, and under each the contrasts of its case; one that a case lacks is shown as missing.</summary>
internal static class RadPathFigure
{
    private const double Side = 150, Gap = 14, Left = 108, Top = 44, Words = 46, Scan = 150;

    internal static Figure Draw(QueryExample query, bool synthetic)
    {
        var (svg, contrasts) = (new SvgDrawing(), query.Series.Select(series => series.Contrast).ToList());
        var columns = query.Hits.Count + 1;
        svg.Text(12, 24, $"Tissue and radiology of cases like {query.Case}", 16, bold: true);
        svg.Text(Left - 12, Top + (Side / 2), "H&E", 13, "end", bold: true);
        for (var row = 0; row < contrasts.Count; row++) Name(svg, contrasts[row], ScanTop(row) + (Scan / 2));
        svg.Picture(query.Picture, Left, Top, Side, $"query, {query.Label}", "no image");
        svg.Text(Left, Top + Side + 16, $"Query · {query.Label}", 12.5, bold: true);
        svg.Text(Left, Top + Side + 32, GalleryFigure.Short(query.Case), 11.5, colour: SvgDrawing.Quiet);
        Column(svg, query.Series, query.Case, Left);
        for (var i = 0; i < query.Hits.Count; i++)
        {
            var left = Left + ((i + 1) * (Side + Gap)) + 10;
            GalleryFigure.Hit(svg, query.Hits[i], left, Top);
            Column(svg, query.Hits[i].Series, query.Hits[i].Case, left);
        }

        var height = ScanTop(contrasts.Count) + 4;
        svg.Line(Left + Side + Gap - 2, Top, Left + Side + Gap - 2, height - 12, SvgDrawing.Grid, 1.5);
        return new Figure(
            $"radpath-{FileNames.Safe(query.Case)}", $"Radiology of cases like {query.Case}",
            "The tissue alone decided which cases are shown; below each stands the radiology linked to its case. Missing: the case has no such series.",
            svg.Finish(Left + (columns * (Side + Gap)) + 12, height, $"Query {query.Case}, its nearest cases by tissue, and {string.Join(", ", contrasts)} of each", synthetic));
    }

    private static double ScanTop(int row) => Top + Side + Words + (row * (Scan + 8));

    private static void Column(SvgDrawing svg, IReadOnlyList<SeriesExample> series, string of, double left)
    {
        for (var row = 0; row < series.Count; row++) svg.Picture(series[row].Picture, left, ScanTop(row), Scan, $"{series[row].Contrast} of {of}", series[row].Absent);
    }

    /// <summary>In two lines where a name is long.</summary>
    private static void Name(SvgDrawing svg, string contrast, double middle)
    {
        var cut = contrast.Length > 11 ? contrast.IndexOf(' ', StringComparison.Ordinal) : -1;
        if (cut < 0)
        {
            svg.Text(Left - 12, middle + 4, SvgDrawing.Short(contrast, 13), 13, "end", bold: true);
            return;
        }

        svg.Text(Left - 12, middle - 4, contrast[..cut], 13, "end", bold: true);
        svg.Text(Left - 12, middle + 12, contrast[(cut + 1)..], 12, "end");
    }
}
