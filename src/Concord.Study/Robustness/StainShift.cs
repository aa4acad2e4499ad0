namespace Concord.Study;

/// <summary>
/// Imitates another laboratory's staining: haematoxylin and eosin densities of an image are scaled, everything else stays.
/// </summary>
/// <remarks>
/// Colour deconvolution after Ruifrok and Johnston, Anal Quant Cytol Histol 2001: optical density = −ln((I+1)/256) is a sum of stain
/// vectors times densities; the third vector is the residual, orthogonal to the other two.
/// </remarks>
public sealed class StainShift
{
    private static readonly double[] Haematoxylin = Unit([0.650, 0.704, 0.286]);
    private static readonly double[] Eosin = Unit([0.072, 0.990, 0.105]);

    /// <summary>Maps an optical density to the optical density after scaling: vectors × diag(h, e, 1) × vectors⁻¹, row-major 3 × 3.</summary>
    private readonly double[] _map;

    /// <param name="haematoxylin">Factor on the haematoxylin density; 1 changes nothing.</param>
    /// <param name="eosin">Factor on the eosin density.</param>
    public StainShift(double haematoxylin, double eosin)
    {
        var residual = Unit(Cross(Haematoxylin, Eosin));
        double[][] vectors = [Haematoxylin, Eosin, residual];
        double[] scale = [haematoxylin, eosin, 1];
        var inverse = Inverse(vectors);
        _map = new double[9];
        for (int row = 0; row < 3; row++)
            for (int column = 0; column < 3; column++)
                for (int stain = 0; stain < 3; stain++)
                    _map[row * 3 + column] += vectors[stain][row] * scale[stain] * inverse[stain * 3 + column];
    }

    /// <summary>The image as the other laboratory would have stained it; a new image of the same size.</summary>
    public RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var source = image.Pixels;
        var shifted = new byte[source.Length];
        for (int i = 0; i < source.Length; i += 3)
        {
            double r = Density[source[i]], g = Density[source[i + 1]], b = Density[source[i + 2]];
            shifted[i] = Intensity(_map[0] * r + _map[1] * g + _map[2] * b);
            shifted[i + 1] = Intensity(_map[3] * r + _map[4] * g + _map[5] * b);
            shifted[i + 2] = Intensity(_map[6] * r + _map[7] * g + _map[8] * b);
        }
        return new RgbImage(image.Width, image.Height, shifted);
    }

    private static readonly double[] Density = [.. Enumerable.Range(0, 256).Select(value => -Math.Log((value + 1) / 256.0))];

    private static byte Intensity(double density) => (byte)Math.Clamp(Math.Round(256 * Math.Exp(-density) - 1), 0, 255);

    private static double[] Unit(double[] v)
    {
        double norm = Math.Sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        return [v[0] / norm, v[1] / norm, v[2] / norm];
    }

    private static double[] Cross(double[] a, double[] b) =>
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

    /// <summary>Inverse of the matrix whose columns are the three vectors: its rows are their cross products over the determinant.</summary>
    private static double[] Inverse(double[][] columns)
    {
        var (a, b, c) = (columns[0], columns[1], columns[2]);
        var bc = Cross(b, c);
        double determinant = a[0] * bc[0] + a[1] * bc[1] + a[2] * bc[2];
        return [.. bc.Concat(Cross(c, a)).Concat(Cross(a, b)).Select(value => value / determinant)];
    }
}
