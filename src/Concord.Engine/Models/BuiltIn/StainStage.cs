namespace Concord;

/// <summary>Results of stain separation at half resolution, names of graph nodes: [n, 2, 112, 112] each but the residual's one channel.</summary>
/// <param name="Relative">Density over the tile's own, squashed to 0..1: the middle of a stain's range.</param>
/// <param name="Rooted">Density over the square root of the tile's own, squashed: keeps half of how strongly the tile is stained.</param>
/// <param name="Residual">Optical density that neither stain explains, 0..1 with 0.5 for none: pigment, ink, blood.</param>
internal sealed record Stains(string Relative, string Rooted, string Residual);

/// <summary>Colour deconvolution, Ruifrok and Johnston 2001: optical density of R, G, B to densities of haematoxylin and eosin.</summary>
internal static class StainStage
{
    private const float LeastLight = 1f / 255;
    private const float RelativeHalf = 0.7f;
    private const float LeastLevel = 0.1f;
    private const float ResidualLimit = 0.3f;

    private static readonly float[] RootedHalf = [0.6f, 0.42f];

    internal static Stains Write(GraphMath net, string image)
    {
        var light = net.AtLeast(net.Halve(image), LeastLight);
        var densities = net.Convolve(net.NegativeLog(light), StainMatrix.Unmixing(), [3, 3, 1, 1]);
        var stains = net.Relu(net.Slice(densities, 0, 2));
        var level = Level(net, stains);
        var relative = Squash(net, net.Divide(stains, level), net.Constant([RelativeHalf], 1, 1, 1, 1));
        var rooted = Squash(net, net.Divide(stains, net.Sqrt(level)), net.Constant(RootedHalf, 1, 2, 1, 1));
        var rest = net.Clip(net.Slice(densities, 2, 3), -ResidualLimit, ResidualLimit);
        return new Stains(relative, rooted, net.Multiply(net.Add(rest, ResidualLimit), 1 / (2 * ResidualLimit)));
    }

    /// <summary>The tile's own density of each stain: the mean weighted by density itself, so that empty glass does not count.</summary>
    private static string Level(GraphMath net, string stains)
    {
        var mean = net.Add(net.Mean(stains, 2, 3), 1e-3f);
        return net.AtLeast(net.Divide(net.Mean(net.Square(stains), 2, 3), mean), LeastLevel);
    }

    private static string Squash(GraphMath net, string a, string half) => net.Divide(a, net.Add(a, half));
}
