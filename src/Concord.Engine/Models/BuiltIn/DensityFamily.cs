namespace Concord;

/// <summary>How much of both stains lies at the same pixel, relative to the tile's own density and half relative to it.</summary>
internal static class DensityFamily
{
    private const int Bins = 8;

    internal static string Write(GraphMath net, SoftHistograms histograms, Stains stains, int block)
    {
        return net.Concat(1, [Joint(stains.Relative), Joint(stains.Rooted)]);

        string Joint(string both) => histograms.Joint(net.Slice(both, 0, 1), Bins, net.Slice(both, 1, 2), Bins, block);
    }
}
