namespace Concord.Study;

/// <summary>
/// Maps side by side, once for each colouring: label, centre, patient. Axes have no unit, so none are drawn. Where an adapter was trained on some of the tiles,
/// these are pale: that they lie in groups is what training does, and says nothing.
/// </summary>
internal static class MapFigure
{
    private const double Side = 330, Left = 12, Gap = 26, Top = 58, Legend = 210, Radius = 4.2, Pale = 0.22;

    internal static Figure Draw(string name, string title, IReadOnlyList<MapPanel> panels, IReadOnlyList<TileInfo> tiles, IReadOnlySet<long>? trained, string labelName, bool synthetic)
    {
        var colourings = Colourings(tiles, labelName);
        var svg = new SvgDrawing();
        for (var row = 0; row < colourings.Count; row++)
        {
            var top = Top + (row * (Side + Gap + 16));
            for (var column = 0; column < panels.Count; column++) Panel(svg, panels[column], tiles, colourings[row].Value, trained, Left + (column * (Side + Gap)), top, row == 0);
            Key(svg, colourings[row].Name, new Palette(tiles.Select(colourings[row].Value)), trained is not null, Left + (panels.Count * (Side + Gap)) + 4, top);
        }

        var (width, height) = (Left + (panels.Count * (Side + Gap)) + Legend, Top + (colourings.Count * (Side + Gap + 16)));
        return new Figure(name, title, Caption(panels, tiles.Count, trained), svg.Finish(width, height, $"{title}: {tiles.Count} tiles on {panels.Count} maps", synthetic));
    }

    /// <summary>Label always; centre and patient where there are several and their groups have several tiles: a colour a tile shows nothing.</summary>
    private static List<(string Name, Func<TileInfo, string> Value)> Colourings(IReadOnlyList<TileInfo> tiles, string labelName)
    {
        List<(string Name, Func<TileInfo, string> Value)> all =
        [
            (labelName, tile => tile.Labels.GetValueOrDefault(labelName) ?? "no label"),
            ("centre", tile => tile.Centre ?? "unknown"),
            ("patient", tile => tile.Patient),
        ];
        return [.. all.Where((colouring, i) => i == 0 || tiles.Select(colouring.Value).Distinct().Count() is > 1 and var groups && (i == 1 || groups <= tiles.Count / 2))];
    }

    private static void Panel(SvgDrawing svg, MapPanel panel, IReadOnlyList<TileInfo> tiles, Func<TileInfo, string> value, IReadOnlySet<long>? trained, double left, double top, bool titled)
    {
        if (titled)
        {
            svg.Text(left, top - 24, panel.Title, 15, bold: true);
            svg.Text(left, top - 7, panel.Method, 12, colour: SvgDrawing.Quiet);
        }

        svg.Box(left, top, Side, Side, "#ffffff", SvgDrawing.Grid);
        var (palette, place) = (new Palette(tiles.Select(value)), Fit(panel.Places));
        // What was trained on first, so that what counts lies on top.
        foreach (var i in Enumerable.Range(0, tiles.Count).OrderBy(i => trained?.Contains(tiles[i].Id) == true ? 0 : 1))
        {
            var (colour, shape) = palette.Of(value(tiles[i]));
            var (x, y) = place(i);
            svg.Mark(left + (x * Side), top + (y * Side), Radius, shape, colour, trained?.Contains(tiles[i].Id) == true ? Pale : 0.9);
        }
    }

    /// <summary>One scale for both axes, for distances of a map are compared by eye.</summary>
    private static Func<int, (double X, double Y)> Fit(double[] places)
    {
        var (xs, ys) = (places.Where((_, i) => i % 2 == 0).ToList(), places.Where((_, i) => i % 2 == 1).ToList());
        var (cx, cy) = ((xs.Min() + xs.Max()) / 2, (ys.Min() + ys.Max()) / 2);
        var span = Math.Max(Math.Max(xs.Max() - xs.Min(), ys.Max() - ys.Min()), 1e-12) * 1.08;
        return i => (0.5 + ((xs[i] - cx) / span), 0.5 - ((ys[i] - cy) / span));
    }

    private static void Key(SvgDrawing svg, string name, Palette palette, bool trained, double left, double top)
    {
        svg.Text(left, top + 12, $"By {name}", 13, bold: true);
        var y = top + 34;
        foreach (var group in palette.Shown)
        {
            var (colour, shape) = palette.Of(group);
            svg.Mark(left + 6, y - 4, 5, shape, colour, 0.95);
            svg.Text(left + 18, y, SvgDrawing.Short(group, 26), 12.5);
            y += 20;
        }

        if (palette.Groups > palette.Shown.Count)
        {
            svg.Mark(left + 6, y - 4, 5, 0, Palette.Others, 0.95);
            svg.Text(left + 18, y, $"{palette.Groups - palette.Shown.Count} others", 12.5);
            y += 20;
        }

        if (!trained) return;
        svg.Mark(left + 6, y + 8, 5, 0, SvgDrawing.Ink, Pale);
        svg.Text(left + 18, y + 12, "pale: trained on", 12.5, colour: SvgDrawing.Quiet);
    }

    private static string Caption(IReadOnlyList<MapPanel> panels, int tiles, IReadOnlySet<long>? trained) =>
        $"{tiles} tiles; near means alike to the model. {(panels[0].Method.StartsWith('t') ? "t-SNE keeps neighbourhoods, not distances: how large groups are and how far apart they lie means nothing." : "The two directions in which the vectors differ most.")}"
        + (trained is null ? "" : " Pale tiles trained the adapter, so their grouping was made; judge by the others.");
}
