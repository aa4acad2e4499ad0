namespace Concord.Study;

/// <summary>Queries of one label, a row each, with their nearest: rank, label, distance.</summary>
internal static class GalleryFigure
{
    private const double Side = 150, Gap = 14, Left = 12, Top = 44, Words = 56;

    internal static Figure Draw(string label, IReadOnlyList<QueryExample> queries, bool synthetic)
    {
        var (svg, most) = (new SvgDrawing(), Math.Max(1, queries.Max(query => query.Hits.Count)));
        svg.Text(Left, 24, $"Queries of {label}", 16, bold: true);
        for (var row = 0; row < queries.Count; row++)
        {
            var top = Top + (row * (Side + Words));
            Query(svg, queries[row], top);
            for (var i = 0; i < queries[row].Hits.Count; i++) Hit(svg, queries[row].Hits[i], Left + ((i + 1) * (Side + Gap)) + 10, top);
        }

        svg.Line(Left + Side + Gap - 2, Top, Left + Side + Gap - 2, Top + (queries.Count * (Side + Words)) - 14, SvgDrawing.Grid, 1.5);
        return new Figure(
            $"gallery-{FileNames.Safe(label)}", $"Queries of {label} and their nearest", "Left the query, then the nearest tiles of other patients. ✓ with a full frame: the query’s label; ✕ with a dashed one: another.",
            svg.Finish(Left + ((most + 1) * (Side + Gap)) + 12, Top + (queries.Count * (Side + Words)), $"Queries of {label} with their nearest tiles", synthetic));
    }

    private static void Query(SvgDrawing svg, QueryExample query, double top)
    {
        svg.Picture(query.Picture, Left, top, Side, $"query, {query.Label}", "no image");
        svg.Text(Left, top + Side + 16, $"Query · {query.Label}", 12.5, bold: true);
        svg.Text(Left, top + Side + 32, Short(query.Case), 11.5, colour: SvgDrawing.Quiet);
    }

    internal static void Hit(SvgDrawing svg, HitExample hit, double left, double top)
    {
        var colour = hit.Matches ? "#00664b" : "#b34a00";
        svg.Picture(hit.Picture, left, top, Side, $"hit {hit.Rank}, {hit.Label ?? "no label"}", "no image");
        svg.Box(left - 1.5, top - 1.5, Side + 3, Side + 3, "none", colour, 3, hit.Matches ? "none" : "7 4");
        svg.Text(left, top + Side + 16, FormattableString.Invariant($"{hit.Rank}  {(hit.Matches ? "✓" : "✕")} {Short(hit.Label ?? "no label")}"), 12.5, bold: true, colour: colour);
        svg.Text(left, top + Side + 32, FormattableString.Invariant($"{Short(hit.Case)} · {hit.Distance:G3}"), 11.5, colour: SvgDrawing.Quiet);
    }

    internal static string Short(string text) => SvgDrawing.Short(text, 18);
}
