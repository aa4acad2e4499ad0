namespace Concord.Study;

/// <summary>
/// The plainest image descriptor there is, as the bar to be above: square roots of the shares of 4 × 4 × 4 colours, of unit L2 norm, so
/// that L2 between two is the Hellinger distance of the histograms.
/// </summary>
public static class ColourHistogram
{
    /// <summary>Elements of the descriptor.</summary>
    public const int Dimension = 64;

    /// <summary>Counts every pixel into one of 64 bins by the two upper bits of R, G and B.</summary>
    public static float[] Of(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var counts = new long[Dimension];
        var pixels = image.Pixels;
        for (int i = 0; i < pixels.Length; i += 3)
            counts[(pixels[i] >> 6) * 16 + (pixels[i + 1] >> 6) * 4 + (pixels[i + 2] >> 6)]++;
        double total = counts.Sum();
        return [.. counts.Select(count => (float)Math.Sqrt(count / total))];
    }
}
