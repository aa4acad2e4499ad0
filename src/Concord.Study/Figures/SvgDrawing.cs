namespace Concord.Study;

/// <summary>Draws SVG. Colours and sizes stand in style attributes, so that a drawing looks the same alone and inside a page with rules of its own.</summary>
internal sealed class SvgDrawing
{
    internal const string Ink = "#1d2129", Quiet = "#5a6270", Grid = "#d9d7d1";

    private readonly HtmlText _body = new();

    internal void Text(double x, double y, string text, double size = 13, string anchor = "start", bool bold = false, string colour = Ink) => _body.Line(
        $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\" style=\"font-size:{size:0.#}px;fill:{colour};font-weight:{(bold ? 600 : 400)}\">{text}</text>");

    /// <summary>A figure on top of lines: edged in white, so that it stays legible.</summary>
    internal void Value(double x, double y, string text) => _body.Line(
        $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" style=\"font-size:11.5px;fill:{Ink};stroke:#ffffff;stroke-width:3px;paint-order:stroke\">{text}</text>");

    internal void Line(double x1, double y1, double x2, double y2, string colour = Ink, double width = 1, string dash = "none") => _body.Line(
        $"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" style=\"stroke:{colour};stroke-width:{width:0.##};stroke-dasharray:{dash}\"/>");

    internal void Box(double x, double y, double width, double height, string fill, string stroke = "none", double line = 1, string dash = "none") => _body.Line(
        $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" rx=\"2\" style=\"fill:{fill};stroke:{stroke};stroke-width:{line:0.##};stroke-dasharray:{dash}\"/>");

    /// <summary>An image fitted into a square, or why there is none in a dashed one.</summary>
    internal void Picture(ReportPicture? picture, double x, double y, double side, string description, string absent)
    {
        if (picture is null)
        {
            Box(x + 1, y + 1, side - 2, side - 2, "#f1f0ed", "#8a8f99", 1.5, "5 4");
            Text(x + (side / 2), y + (side / 2) + 4, absent, 12, "middle", colour: Quiet);
        }
        else
        {
            _body.Line($"<image x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{side:0.##}\" height=\"{side:0.##}\" preserveAspectRatio=\"xMidYMid slice\" href=\"{picture.DataUri}\"><title>{description}</title></image>");
        }
    }

    /// <summary>An interval: a line with ends.</summary>
    internal void Whisker(double low, double high, double y) => _body.Line(
        $"<path d=\"M{low:0.##} {y - 4:0.##}v8M{low:0.##} {y:0.##}H{high:0.##}M{high:0.##} {y - 4:0.##}v8\" style=\"fill:none;stroke:{Ink};stroke-width:1.4\"/>");

    /// <summary>A mark of one of a few shapes, told apart without colour too.</summary>
    internal void Mark(double x, double y, double radius, int shape, string colour, double opacity) => _body.Line(
        $"<path d=\"{MarkShapes.Path(x, y, radius, shape)}\" style=\"fill:{colour};fill-opacity:{opacity:0.##};stroke:#ffffff;stroke-width:.6;stroke-opacity:{opacity:0.##}\"/>");

    /// <summary>At most so many signs, the last of them an ellipsis where some were cut off.</summary>
    internal static string Short(string text, int most) => text.Length > most ? text[..(most - 1)] + "…" : text;

    /// <summary>The whole drawing. Synthetic data are marked on the drawing itself, since figures are taken out of reports.</summary>
    internal string Finish(double width, double height, string description, bool synthetic)
    {
        if (synthetic) Text(width - 4, 15, "SYNTHETIC DATA", 11, "end", bold: true, colour: "#3b2463");
        var page = new HtmlText();
        page.Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0.#} {height:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" role=\"img\" aria-label=\"{description}\" style=\"background:#ffffff;font-family:system-ui,'Segoe UI','Noto Sans','DejaVu Sans',sans-serif\">");
        return page.Markup(_body.ToString()).Markup("</svg>").ToString();
    }
}
