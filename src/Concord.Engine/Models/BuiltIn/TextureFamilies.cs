namespace Concord;

/// <summary>
/// First and second Gaussian derivatives of both stains at scales 1, 2 and 4: the strength of edges, and whether a place is blob, line or
/// saddle (trace and anisotropy of the second derivatives), which a turn of the tile does not change.
/// </summary>
internal static class TextureFamilies
{
    private const int Derivatives = 5;
    private const int EdgeBins = 8;
    private const int TraceBins = 8;
    private const int LineBins = 3;
    private const float EdgeHalf = 0.08f;
    private const float ShapeHalf = 0.06f;
    private const float RootFloor = 1e-8f;

    /// <summary>The edge family and the shape family.</summary>
    internal static string[] Write(GraphMath net, SoftHistograms histograms, Stains stains, int block, int scales)
    {
        var (edges, shapes) = (new List<string>(), new List<string>());
        var plane = stains.Rooted;
        for (var scale = 0; scale < scales; scale++)
        {
            var size = block >> scale;
            var filtered = net.Convolve(net.Reflect(plane, GaussianDerivatives.Radius), GaussianDerivatives.ForBothStains(),
                [2 * Derivatives, 1, GaussianDerivatives.Width, GaussianDerivatives.Width], groups: 2);
            edges.Add(histograms.Joint(Edge(net, filtered, 0), EdgeBins, Edge(net, filtered, 1), EdgeBins, size));
            for (var stain = 0; stain < 2; stain++) shapes.Add(Shape(net, histograms, filtered, stain, size));
            if (scale + 1 < scales) plane = net.Halve(plane);
        }

        return [net.Concat(1, [.. edges]), net.Concat(1, [.. shapes])];
    }

    private static string Edge(GraphMath net, string filtered, int stain)
    {
        var (x, y) = (Derivative(net, filtered, stain, 0), Derivative(net, filtered, stain, 1));
        var strength = net.Multiply(Length(net, net.Square(x), net.Square(y)), (float)GaussianDerivatives.Sigma);
        return net.Divide(strength, net.Add(strength, EdgeHalf));
    }

    private static string Shape(GraphMath net, SoftHistograms histograms, string filtered, int stain, int block)
    {
        var (xx, xy, yy) = (Derivative(net, filtered, stain, 2), Derivative(net, filtered, stain, 3), Derivative(net, filtered, stain, 4));
        var square = (float)(GaussianDerivatives.Sigma * GaussianDerivatives.Sigma);
        var trace = net.Multiply(net.Add(xx, yy), square / 2);
        var line = net.Multiply(Length(net, net.Square(net.Multiply(net.Subtract(xx, yy), 0.5f)), net.Square(xy)), square);
        var signed = net.Divide(trace, net.Add(net.Abs(trace), ShapeHalf));
        var blob = net.Multiply(net.Add(signed, 1), 0.5f);
        return histograms.Joint(blob, TraceBins, net.Divide(line, net.Add(line, ShapeHalf)), LineBins, block);
    }

    private static string Length(GraphMath net, string squareA, string squareB) => net.Sqrt(net.Add(net.Add(squareA, squareB), RootFloor));

    private static string Derivative(GraphMath net, string filtered, int stain, int which)
    {
        var channel = (stain * Derivatives) + which;
        return net.Slice(filtered, channel, channel + 1);
    }
}
