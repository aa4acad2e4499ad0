namespace Concord.Study;

/// <summary>Macro precision before and after an adapter with 95 % intervals, and that of each class. Bars begin at zero; a dashed tick is chance.</summary>
internal static class ChangeFigure
{
    private const double Left = 190, Right = 60, Width = 760, Bar = 13, Top = 52;
    private const string Before = "#b9bcc4", After = "#0072B2";
    private const int MostClasses = 10;

    internal static Figure Draw(SpaceComparison comparison, string before, string after, bool synthetic)
    {
        var ks = comparison.PrecisionChange.Keys.Order().ToList();
        List<(string Name, PrecisionFigures From, PrecisionFigures To)> groups =
        [
            ("Macro", comparison.Baseline.Macro, comparison.Other.Macro),
            .. comparison.Baseline.PerClass.Take(MostClasses).Select(c => (c.Key, c.Value, comparison.Other.PerClass[c.Key])),
        ];
        var (svg, step) = (new SvgDrawing(), (ks.Count * ((2 * Bar) + 6)) + 16);
        var height = Top + (groups.Count * step) + 24;
        Axis(svg, height);
        svg.Box(Left, 14, 12, 12, Before);
        svg.Text(Left + 18, 24, before, 12.5);
        svg.Box(Left + 210, 14, 12, 12, After);
        svg.Text(Left + 228, 24, after, 12.5);
        for (var i = 0; i < groups.Count; i++) Group(svg, groups[i], ks, Top + (i * step));
        return new Figure("precision", "Precision before and after the adapter", Caption(comparison), svg.Finish(Width, height, "Bars of precision before and after the adapter", synthetic));
    }

    private static void Axis(SvgDrawing svg, double height)
    {
        for (var percent = 0; percent <= 100; percent += 25)
        {
            svg.Line(X(percent), Top - 8, X(percent), height - 26, SvgDrawing.Grid);
            svg.Text(X(percent), height - 8, percent == 100 ? "100 %" : FormattableString.Invariant($"{percent}"), 11.5, "middle", colour: SvgDrawing.Quiet);
        }
    }

    private static void Group(SvgDrawing svg, (string Name, PrecisionFigures From, PrecisionFigures To) group, List<int> ks, double top)
    {
        svg.Text(12, top + 12, group.Name.Length > 20 ? group.Name[..19] + "…" : group.Name, 13, bold: true);
        svg.Text(12, top + 29, FormattableString.Invariant($"{group.From.Queries} queries"), 11.5, colour: SvgDrawing.Quiet);
        for (var i = 0; i < ks.Count; i++)
        {
            var y = top + (i * ((2 * Bar) + 6));
            svg.Text(Left - 10, y + Bar + 4, FormattableString.Invariant($"P@{ks[i]}"), 11.5, "end", colour: SvgDrawing.Quiet);
            One(svg, group.From, ks[i], y, Before);
            One(svg, group.To, ks[i], y + Bar + 1, After);
        }

        var bottom = top + (ks.Count * ((2 * Bar) + 6)) - 4;
        svg.Line(X(100 * group.From.Chance), top - 3, X(100 * group.From.Chance), bottom, SvgDrawing.Ink, 1.3, "4 3");
    }

    private static void One(SvgDrawing svg, PrecisionFigures figures, int k, double y, string colour)
    {
        var percent = 100 * figures.AtK[k];
        svg.Box(X(0), y, X(percent) - X(0), Bar, colour);
        var end = percent;
        if (figures.Intervals?.GetValueOrDefault(k) is { } interval && double.IsFinite(interval.Low) && interval.High > interval.Low)
        {
            var (low, high, middle) = (X(100 * interval.Low), X(100 * interval.High), y + (Bar / 2));
            svg.Line(low, middle, high, middle, SvgDrawing.Ink, 1.4);
            foreach (var x in new[] { low, high }) svg.Line(x, middle - 4, x, middle + 4, SvgDrawing.Ink, 1.4);
            end = Math.Max(end, 100 * interval.High);
        }

        svg.Text(X(end) + 6, y + Bar - 2, FormattableString.Invariant($"{percent:0.0}"), 11.5);
    }

    private static string Caption(SpaceComparison comparison)
    {
        var change = string.Join(", ", comparison.PrecisionChange.OrderBy(c => c.Key).Select(c => FormattableString.Invariant(
            $"P@{c.Key} {100 * c.Value.Difference:+0.0;−0.0} points{(c.Value.Interval is { } i ? FormattableString.Invariant($" ({100 * i.Low:+0.0;−0.0} to {100 * i.High:+0.0;−0.0})") : "")}")));
        return $"Macro change: {change}. Whiskers and brackets: 95 %, patients drawn with replacement. Dashed: chance.";
    }

    private static double X(double percent) => Left + (percent * (Width - Left - Right) / 100);
}
