using System.Diagnostics;

namespace Concord.Tests;

/// <summary>The two-stage search in an archive of some size: recall against exact search, which is that of plain loops elsewhere.</summary>
internal sealed class SlideScaleTests
{
    private const int Slides = 200, TilesPerSlide = 500, Kinds = 40, Every = 10;

    [TestCase(64, ExpectedResult = true)]
    [TestCase(384, ExpectedResult = true, Explicit = true, Reason = "figures for docs/slide-search.md")]
    [TestCase(1536, ExpectedResult = true, Explicit = true, Reason = "figures for docs/slide-search.md")]
    public bool SimilarSlides_TwoHundredSlides_RecallAtFiveIsAtLeast98Percent(int dimension)
    {
        using var folder = new TemporaryFolder();
        using var collection = Fill(folder.At("scale.concord"), dimension);
        var space = collection.Space();
        var slides = collection.Slides();
        var (found, wanted, exactTime, suggestedTime, tried) = (0, 0, 0.0, 0.0, new Dictionary<int, int>());
        collection.SimilarSlides(space, new SlideQuery { Slide = slides[0].Id, Exact = true });
        for (var i = 0; i < Slides; i += Every)
        {
            var query = new SlideQuery { Slide = slides[i].Id, Exact = false };
            var exact = Timed(query with { Exact = true }, ref exactTime).Hits.Select(h => h.Slide.Id).ToList();
            var suggested = Timed(query, ref suggestedTime);
            (wanted, found) = (wanted + exact.Count, found + suggested.Hits.Count(h => exact.Contains(h.Slide.Id)));
            foreach (var m in dimension > 64 ? new[] { 8, 12, 16, 32 } : [])
                tried[m] = tried.GetValueOrDefault(m) + collection.SimilarSlides(space, query with { Compare = m }).Hits.Count(h => exact.Contains(h.Slide.Id));
        }

        TestContext.Out.WriteLine($"d {dimension}: exact {exactTime / (Slides / Every):0} ms, two-stage {suggestedTime / (Slides / Every):0} ms, recall@5 {(double)found / wanted:0.0000}; compared: "
            + string.Join(", ", tried.Select(t => $"{t.Key} {(double)t.Value / wanted:0.0000}")));
        return found >= 0.98 * wanted;

        SlideAnswer Timed(SlideQuery query, ref double milliseconds)
        {
            var watch = Stopwatch.StartNew();
            var answer = collection.SimilarSlides(space, query);
            milliseconds += watch.Elapsed.TotalMilliseconds;
            return answer;
        }
    }

    /// <summary>
    /// Each slide mixes three to six of 40 kinds of tissue in its own shares; its patient shifts all its tiles a little, its tiles scatter about the kinds.
    /// </summary>
    private static Collection Fill(string path, int dimension)
    {
        var random = new Random(11);
        var identity = new SpaceIdentity("m", new string('a', 64), new Preprocessing(4, 4, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]), new Pooling("average"), null, dimension, Metric.Cosine);
        var collection = Collection.Create(path, new CollectionOptions { Space = identity, ModelId = "m" });
        var space = collection.Space();
        var kinds = Enumerable.Range(0, Kinds).Select(_ => Normal(random, dimension, 1)).ToArray();
        for (var s = 0; s < Slides; s++)
        {
            var mixed = Enumerable.Range(0, random.Next(3, 7)).Select(_ => (Kind: kinds[random.Next(Kinds)], Share: random.NextDouble())).ToArray();
            var shift = Normal(random, dimension, 0.25);
            var vectors = new float[TilesPerSlide * dimension];
            for (var t = 0; t < TilesPerSlide; t++)
            {
                var at = random.NextDouble() * mixed.Sum(m => m.Share);
                var kind = mixed.First(m => (at -= m.Share) <= 0 || m == mixed[^1]).Kind;
                for (var i = 0; i < dimension; i++) vectors[(t * dimension) + i] = kind[i] + shift[i] + (0.6f * (float)Gauss(random));
            }

            var slide = new SlideRecord($"s{s}", $"c{s / 2}", $"p{s / 2}");
            collection.Append(space, [.. Enumerable.Range(0, TilesPerSlide).Select(t => new TileRecord(slide, t * 256, 0, 256, 256))], vectors, complete: true);
        }

        collection.Compact();
        return collection;
    }

    private static float[] Normal(Random random, int dimension, double scale) => [.. Enumerable.Range(0, dimension).Select(_ => (float)(scale * Gauss(random)))];

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
