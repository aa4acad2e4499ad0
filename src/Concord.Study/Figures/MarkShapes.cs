using System.Globalization;

namespace Concord.Study;

/// <summary>Marks of about the same area: circle, square, triangle, diamond, and triangle on its tip.</summary>
internal static class MarkShapes
{
    internal static string Path(double x, double y, double r, int shape)
    {
        var (s, t) = (r * 0.89, r * 1.25);
        return (shape % 5) switch
        {
            1 => Text($"M{x - s:0.##} {y - s:0.##}H{x + s:0.##}V{y + s:0.##}H{x - s:0.##}Z"),
            2 => Text($"M{x:0.##} {y - t:0.##}L{x + t:0.##} {y + (t * 0.8):0.##}H{x - t:0.##}Z"),
            3 => Text($"M{x:0.##} {y - t:0.##}L{x + t:0.##} {y:0.##}L{x:0.##} {y + t:0.##}L{x - t:0.##} {y:0.##}Z"),
            4 => Text($"M{x:0.##} {y + t:0.##}L{x + t:0.##} {y - (t * 0.8):0.##}H{x - t:0.##}Z"),
            _ => Text($"M{x - r:0.##} {y:0.##}a{r:0.##} {r:0.##} 0 1 0 {2 * r:0.##} 0a{r:0.##} {r:0.##} 0 1 0 {-2 * r:0.##} 0Z"),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
