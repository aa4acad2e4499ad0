namespace Concord;

/// <summary>
/// Sampled Gaussian derivatives d/dx, d/dy, d²/dx², d²/dxdy, d²/dy², corrected so that they are exact on a ramp and on a parabola.
/// Correlation kernels, as ONNX's Conv applies them.
/// </summary>
internal static class GaussianDerivatives
{
    internal const double Sigma = 1.2;
    internal const int Radius = 3;
    internal const int Width = (2 * Radius) + 1;

    /// <summary>10 × 1 × 7 × 7: the five kernels for haematoxylin, and again for eosin.</summary>
    internal static float[] ForBothStains()
    {
        var (smooth, first, second) = OneDimensional();
        float[] five =
        [
            .. Outer(smooth, first), .. Outer(first, smooth), .. Outer(smooth, second), .. Outer(first, first), .. Outer(second, smooth),
        ];
        return [.. five, .. five];
    }

    private static (double[] Smooth, double[] First, double[] Second) OneDimensional()
    {
        double[] t = [.. Enumerable.Range(-Radius, Width)];
        double[] smooth = Scaled([.. t.Select(x => Math.Exp(-x * x / (2 * Sigma * Sigma)))], _ => 1, 1);
        double[] first = Scaled([.. t.Zip(smooth, (x, g) => x * g)], x => x, 1);
        var variance = t.Zip(smooth, (x, g) => x * x * g).Sum();
        double[] second = Scaled([.. t.Zip(smooth, (x, g) => ((x * x) - variance) * g)], x => x * x, 2);
        return (smooth, first, second);

        // Scales a kernel so that its response to `to` is `response`.
        double[] Scaled(double[] kernel, Func<double, double> to, double response)
        {
            var sum = t.Zip(kernel, (x, k) => to(x) * k).Sum();
            return [.. kernel.Select(k => k * response / sum)];
        }
    }

    private static IEnumerable<float> Outer(double[] rows, double[] columns) => rows.SelectMany(r => columns.Select(c => (float)(r * c)));
}
