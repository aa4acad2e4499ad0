using Concord.Indexing;

namespace Concord.Tests;

public class OtsuTests
{
    [Test]
    public void Threshold_RandomHistograms_HasTheLargestVarianceBetweenClasses()
    {
        var random = new SplitMix(7);
        for (var trial = 0; trial < 200; trial++)
        {
            var histogram = Enumerable.Range(0, 2 + random.Below(64)).Select(_ => (long)random.Below(trial % 3 == 0 ? 3 : 1000)).ToArray();
            if (histogram.Count(count => count > 0) < 2) continue;
            var best = Enumerable.Range(0, histogram.Length).Max(cut => Between(histogram, cut));
            Assert.That(Between(histogram, Otsu.Threshold(histogram)), Is.EqualTo(best).Within(1e-9 * best), string.Join(",", histogram));
        }
    }

    [Test]
    public void Threshold_TwoPeaks_LiesBetween() =>
        Assert.That(Otsu.Threshold([5, 90, 5, 0, 0, 0, 4, 80, 6]), Is.EqualTo(2));

    [TestCase(new long[] { 0, 0, 0 }, 0)]
    [TestCase(new long[] { 0, 9, 0 }, 1)]
    public void Threshold_NothingToPart_IsTheOnlyBin(long[] histogram, int expected) =>
        Assert.That(Otsu.Threshold(histogram), Is.EqualTo(expected));

    /// <summary>Straight from the definition: weights, means, variance between.</summary>
    private static double Between(long[] histogram, int cut)
    {
        var total = (double)histogram.Sum();
        var low = histogram.Take(cut + 1).Sum() / total;
        if (low is 0 or 1) return 0;
        var lowMean = histogram.Take(cut + 1).Select((count, i) => i * count / total).Sum() / low;
        var highMean = histogram.Select((count, i) => i <= cut ? 0 : i * count / total).Sum() / (1 - low);
        return low * (1 - low) * (lowMean - highMean) * (lowMean - highMean);
    }
}
