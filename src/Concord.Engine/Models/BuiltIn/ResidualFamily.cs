namespace Concord;

/// <summary>Colour that the two stains do not explain.</summary>
internal static class ResidualFamily
{
    private const int Bins = 16;

    internal static string Write(SoftHistograms histograms, Stains stains, int block) => histograms.Single(stains.Residual, Bins, block);
}
