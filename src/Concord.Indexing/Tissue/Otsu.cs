namespace Concord.Indexing;

/// <summary>Otsu's threshold (IEEE Trans. SMC 9, 1979): the cut of a histogram whose two classes lie farthest apart.</summary>
internal static class Otsu
{
    /// <summary>
    /// The bin t for which "at most t" against "above t" has the largest between-class variance; the lowest of several. A histogram of fewer than
    /// two filled bins has no such cut and gives its only filled bin, or 0.
    /// </summary>
    internal static int Threshold(ReadOnlySpan<long> histogram)
    {
        double total = 0, weighted = 0;
        for (var i = 0; i < histogram.Length; i++)
        {
            total += histogram[i];
            weighted += (double)i * histogram[i];
        }

        double below = 0, belowWeighted = 0, best = -1;
        var threshold = 0;
        for (var i = 0; i < histogram.Length; i++)
        {
            below += histogram[i];
            belowWeighted += (double)i * histogram[i];
            if (below == 0) continue;
            var above = total - below;
            if (above == 0) return best < 0 ? i : threshold;
            var apart = (belowWeighted / below) - ((weighted - belowWeighted) / above);
            var between = below * above * apart * apart;
            if (between > best) (best, threshold) = (between, i);
        }

        return threshold;
    }
}
