namespace Concord.Tests;

/// <summary>The two-stage search in an archive of some size: recall against exact search, which is that of plain loops elsewhere.</summary>
internal sealed class SlideScaleTests
{
    private const int Slides = 200, TilesPerSlide = 500, Kinds = 40, Every = 10, Dimension = 64;

    [Test]
    public void SimilarSlides_TwoHundredSlides_RecallAtFiveIsAtLeast98Percent()
    {
        using var folder = new TemporaryFolder();
        using var collection = Fill(folder.At("scale.concord"));
        var space = collection.Space();
        var slides = collection.Slides();
        var (found, wanted) = (0, 0);
        for (var i = 0; i < Slides; i += Every)
        {
            var query = new SlideQuery { Slide = slides[i].Id, Exact = false };
            var exact = collection.SimilarSlides(space, query with { Exact = true }).Hits.Select(h => h.Slide.Id).ToList();
            var suggested = collection.SimilarSlides(space, query);
            Assert.That((suggested.Facts.Exact, suggested.Facts.Compared), Is.EqualTo((false, 32)));
            (wanted, found) = (wanted + exact.Count, found + suggested.Hits.Count(h => exact.Contains(h.Slide.Id)));
        }

        Assert.That((double)found / wanted, Is.GreaterThanOrEqualTo(0.98));
    }

    /// <summary>
    /// Each slide mixes three to six of 40 kinds of tissue in its own shares; its patient shifts all its tiles a little, its tiles scatter about the kinds.
    /// </summary>
    private static Collection Fill(string path)
    {
        var random = new Random(11);
        var identity = new SpaceIdentity("m", new string('a', 64), new Preprocessing(4, 4, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]), new Pooling("average"), null, Dimension, Metric.Cosine);
        var collection = Collection.Create(path, new CollectionOptions { Space = identity, ModelId = "m" });
        var space = collection.Space();
        var kinds = Enumerable.Range(0, Kinds).Select(_ => Normal(random, Dimension, 1)).ToArray();
        for (var s = 0; s < Slides; s++)
        {
            var mixed = Enumerable.Range(0, random.Next(3, 7)).Select(_ => (Kind: kinds[random.Next(Kinds)], Share: random.NextDouble())).ToArray();
            var shift = Normal(random, Dimension, 0.25);
            var vectors = new float[TilesPerSlide * Dimension];
            for (var t = 0; t < TilesPerSlide; t++)
            {
                var at = random.NextDouble() * mixed.Sum(m => m.Share);
                var kind = mixed.First(m => (at -= m.Share) <= 0 || m == mixed[^1]).Kind;
                for (var i = 0; i < Dimension; i++) vectors[(t * Dimension) + i] = kind[i] + shift[i] + (0.6f * (float)Gauss(random));
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
