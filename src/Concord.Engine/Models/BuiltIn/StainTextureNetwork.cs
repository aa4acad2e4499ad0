using Concord.Onnx;

namespace Concord;

/// <summary>
/// The built-in network. In: [n, 3, 224, 224], R G B in 0..1. Out: "features" [n, 480, 7, 7], four families of soft histograms, one a
/// cell of 16 × 16 half-resolution pixels: joint haematoxylin and eosin density, what the two stains do not explain, joint edge strength
/// of both stains at three scales, and blob against line shape of each. Each family is levelled by its own mean over the tile, so that
/// an average over the cells gives compressed frequencies. Densities are taken relative to the tile's own, since staining strength
/// differs between hospitals. No learned weights.
/// </summary>
internal static class StainTextureNetwork
{
    internal const string InputName = "image";
    internal const string OutputName = "features";
    internal const int Channels = 480;

    private const int Side = 224;
    private const int Grid = 7;
    private const int Scales = 3;

    // Shares of the squared length of the vector, in the order density, residual, edge, shape.
    private static readonly float[] Shares = [0.3f, 0.1f, 0.3f, 0.3f];

    /// <summary>The ONNX file; always the same bytes.</summary>
    internal static byte[] Write()
    {
        var graph = new OnnxGraph(ModelStore.BuiltInId);
        var net = new GraphMath(graph);
        var stains = StainStage.Write(net, graph.Input(InputName, 0, 3, Side, Side));
        var block = Side / 2 / Grid;
        var histograms = new SoftHistograms(net, Grid);
        string[] families =
        [
            DensityFamily.Write(net, histograms, stains, block),
            ResidualFamily.Write(histograms, stains, block),
            .. TextureFamilies.Write(net, histograms, stains, block, Scales),
        ];
        var level = families.Zip(Shares, (family, share) => FamilyLevel.Write(net, family, share));
        graph.Output(net.Concat(1, [.. level]), OutputName, 0, Channels, Grid, Grid);
        return graph.ToBytes();
    }
}
