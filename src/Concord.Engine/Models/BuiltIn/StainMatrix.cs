namespace Concord;

/// <summary>The inverse of the stain vectors of Ruifrok and Johnston 2001 (haematoxylin, eosin, and what is normal to both).</summary>
internal static class StainMatrix
{
    private static readonly double[] Haematoxylin = [0.650, 0.704, 0.286];
    private static readonly double[] Eosin = [0.072, 0.990, 0.105];

    /// <summary>3 × 3, row by row: row j gives density j from the optical densities of R, G and B.</summary>
    internal static float[] Unmixing()
    {
        // Normalising before or after the cross product is the same: each row is scaled by its own length.
        var (h, e, rest) = (Unit(Haematoxylin), Unit(Eosin), Unit(Cross(Haematoxylin, Eosin)));
        var determinant = Dot(h, Cross(e, rest));
        double[][] rows = [Cross(e, rest), Cross(rest, h), Cross(h, e)];
        return [.. rows.SelectMany(row => row.Select(v => (float)(v / determinant)))];
    }

    private static double[] Unit(double[] v) => [.. v.Select(x => x / Math.Sqrt(Dot(v, v)))];

    private static double Dot(double[] a, double[] b) => (a[0] * b[0]) + (a[1] * b[1]) + (a[2] * b[2]);

    private static double[] Cross(double[] a, double[] b) =>
        [(a[1] * b[2]) - (a[2] * b[1]), (a[2] * b[0]) - (a[0] * b[2]), (a[0] * b[1]) - (a[1] * b[0])];
}
