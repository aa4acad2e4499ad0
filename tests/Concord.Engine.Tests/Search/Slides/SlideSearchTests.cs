namespace Concord.Tests;

internal sealed class SlideSearchTests : CollectionFixture
{
    [Test]
    public void SimilarSlides_EverySlide_AreThoseOfPlainLoops([Values] bool compacted, [Values] SlideRanking ranking)
    {
        using var collection = Create();
        var vectors = Enumerable.Range(0, 12).Select(i => Add(collection, Slide($"s{i}"), 3 + (i % 4), i)).ToArray();
        if (compacted) collection.Compact();
        var answer = collection.SimilarSlides(collection.Space(), Query(collection, "s4", 11) with { Ranking = ranking });
        var expected = Enumerable.Range(0, 12).Where(i => i != 4)
            .Select(i => (Name: $"s{i}", Distance: ranking switch
            {
                SlideRanking.QueryToSlide => PlainSlides.OneWay(vectors[4], vectors[i], Dimension),
                SlideRanking.SlideToQuery => PlainSlides.OneWay(vectors[i], vectors[4], Dimension),
                _ => PlainSlides.Symmetric(vectors[4], vectors[i], Dimension),
            })).OrderBy(s => s.Distance).ToArray();
        Assert.That(answer.Hits.Select(h => h.Slide.Name), Is.EqualTo(expected.Select(e => e.Name)));
        Assert.That(answer.Hits.Select(h => h.Distance), Is.EqualTo(expected.Select(e => e.Distance)).Within(1e-12));
        Assert.That((answer.Facts.Exact, answer.Facts.Compared, answer.Shortfall), Is.EqualTo((true, 11, (string?)null)));
    }

    [Test]
    public void SimilarSlides_Cosine_IsHalfTheDistanceOfUnitVectors()
    {
        using var collection = Create(Metric.Cosine);
        collection.Append(collection.Space(), Tiles(Slide("a"), 1), [3, 0, 0, 0, 0, 0, 0, 0]);
        collection.Append(collection.Space(), Tiles(Slide("b"), 1), [0, 5, 0, 0, 0, 0, 0, 0]);
        var hit = collection.SimilarSlides(collection.Space(), Query(collection, "a")).Hits[0];
        Assert.That((hit.Distance, hit.Pairs[0].Distance), Is.EqualTo((1.0, 1f)));
    }

    [Test]
    public void SimilarSlides_Suggested_AreTheExactOnesInClusters()
    {
        using var collection = Create();
        Clusters(collection, slides: 100, tiles: 20);
        collection.Compact();
        var found = 0;
        for (var i = 0; i < 100; i += 5)
        {
            var query = Query(collection, $"s{i}");
            var exact = collection.SimilarSlides(collection.Space(), query with { Exact = true });
            var suggested = collection.SimilarSlides(collection.Space(), query with { Exact = false, Compare = 8 });
            Assert.That((suggested.Facts.Exact, suggested.Facts.Compared, suggested.Hits.Count), Is.EqualTo((false, 8, 5)));
            found += suggested.Hits.Select(h => h.Slide.Id).Intersect(exact.Hits.Select(h => h.Slide.Id)).Count();
        }

        Assert.That(found, Is.GreaterThanOrEqualTo(98), "of 100");
    }

    [Test]
    public void SimilarSlides_Pairs_AreNearestTilesAndTheirPlaces()
    {
        using var collection = Create();
        var a = Add(collection, Slide("a"), 9, 1);
        var b = Add(collection, Slide("b"), 7, 2);
        var hit = collection.SimilarSlides(collection.Space(), Query(collection, "a") with { Pairs = 2 }).Hits[0];
        Assert.That(hit.Pairs.Select(p => p.Kind), Is.EqualTo(new[] { PairKind.Typical, PairKind.Typical, PairKind.Best, PairKind.Best }));
        Assert.That(hit.Pairs[0].Distance, Is.EqualTo(hit.AToB).Within(1e-6), "of an odd count the median is a pair's own");
        foreach (var pair in hit.Pairs)
        {
            var own = a.AsSpan(pair.Query.Index * Dimension, Dimension).ToArray();
            Assert.That(pair.Distance, Is.EqualTo(PlainSlides.OneWay(own, b, Dimension)).Within(1e-6));
            Assert.That(PlainSlides.OneWay(own, b.AsSpan(pair.Hit.Index * Dimension, Dimension).ToArray(), Dimension), Is.EqualTo(pair.Distance).Within(1e-6));
            Assert.That((pair.Query.Box!.Value.X, pair.Hit.Box!.Value.X), Is.EqualTo((pair.Query.Index * 100, pair.Hit.Index * 100)));
        }
    }

    [TestCase(Exclusion.None, "b c d")]
    [TestCase(Exclusion.Slide, "b c d")]
    [TestCase(Exclusion.Case, "b c d")]
    [TestCase(Exclusion.Patient, "c d")]
    [TestCase(Exclusion.Centre, "d")]
    public void SimilarSlides_Exclusion_LeavesRelativesOut(Exclusion exclude, string expected)
    {
        using var collection = Relatives();
        foreach (var exact in new[] { true, false })
        {
            var answer = collection.SimilarSlides(collection.Space(), Query(collection, "a", 9) with { Exclude = exclude, Exact = exact, Compare = 1 });
            Assert.That(answer.Hits.Select(h => h.Slide.Name).Order(), Is.EqualTo(expected.Split(' ')));
            Assert.That(answer.Shortfall, Does.Contain("9 asked"));
        }
    }

    [Test]
    public void SimilarSlides_Where_LeavesTheOthersOutAndSaysHowMany()
    {
        using var collection = Relatives();
        var answer = collection.SimilarSlides(collection.Space(), Query(collection, "a") with { Where = "centre = \"B\"" });
        Assert.That((answer.Hits.Single().Slide.Name, answer.Shortfall), Is.EqualTo(("d", "only 1 slide outside the query's patient meets the condition; 5 asked")));
    }

    [Test]
    public void SimilarSlides_OnePerCase_KeepsTheNearest()
    {
        using var collection = Create();
        Add(collection, Slide("q"), 4, 1);
        for (var i = 0; i < 4; i++) Add(collection, Slide($"s{i}") with { Case = "one", Patient = "p" }, 4, 10 + i);
        Add(collection, Slide("t") with { Case = "two", Patient = "p" }, 4, 20);
        var all = collection.SimilarSlides(collection.Space(), Query(collection, "q"));
        var cases = collection.SimilarSlides(collection.Space(), Query(collection, "q", 2) with { OnePerCase = true });
        Assert.That(cases.Hits.Select(h => h.Slide.Case), Is.EquivalentTo(new[] { "one", "two" }));
        Assert.That(cases.Hits.First(h => h.Slide.Case == "one").Slide.Name, Is.EqualTo(all.Hits.First(h => h.Slide.Case == "one").Slide.Name));
    }

    [Test]
    public void SimilarSlides_FromOutside_AreThoseOfTheSameSlideInside()
    {
        using var collection = Create();
        var vectors = Enumerable.Range(0, 6).Select(i => Add(collection, Slide($"s{i}"), 5, i)).ToArray();
        var outside = collection.SimilarSlides(collection.Space(), new SlideQuery { Vectors = vectors[2], K = 6, Places = [.. Enumerable.Range(0, 5).Select(i => new TileBox(i, 0, 1, 1))] });
        var inside = collection.SimilarSlides(collection.Space(), Query(collection, "s2"));
        Assert.That((outside.Hits[0].Slide.Name, outside.Hits[0].Distance), Is.EqualTo(("s2", 0.0)));
        Assert.That(outside.Hits.Skip(1).Select(h => (h.Slide.Name, h.Distance)), Is.EqualTo(inside.Hits.Select(h => (h.Slide.Name, h.Distance))));
        Assert.That(outside.Hits[0].Pairs.Select(p => (p.Query.Tile, p.Query.Box!.Value.X)), Is.EqualTo(outside.Hits[0].Pairs.Select(p => ((long?)null, p.Query.Index))));
    }

    [Test]
    public void SimilarSlides_EqualSlides_AreOrderedById()
    {
        using var collection = Create();
        Add(collection, Slide("q"), 3, 1);
        foreach (var name in new[] { "z", "y", "x" }) Add(collection, Slide(name), 3, 7);
        Assert.That(collection.SimilarSlides(collection.Space(), Query(collection, "q")).Hits.Select(h => h.Slide.Name), Is.EqualTo(new[] { "z", "y", "x" }));
    }

    [Test]
    public void SimilarSlides_FewerTilesPerSlide_SayThatTheyAreNotExact()
    {
        using var collection = Create();
        for (var i = 0; i < 3; i++) Add(collection, Slide($"s{i}"), 20, i);
        var answer = collection.SimilarSlides(collection.Space(), Query(collection, "s0") with { TilesPerSlide = 8 });
        Assert.That((answer.Facts.Exact, answer.Facts.QueryTiles, answer.Hits[0].Tiles), Is.EqualTo((false, 8, 8)));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1_000_000_000)]
    public void SimilarSlides_KOutOfRange_IsRefused(int k)
    {
        using var collection = Relatives();
        Assert.That(() => collection.SimilarSlides(collection.Space(), Query(collection, "a", k)), Throws.TypeOf<ConcordArgumentException>());
    }

    [Test]
    public void SimilarSlides_UnknownSlide_IsNotFound()
    {
        using var collection = Relatives();
        Assert.That(() => collection.SimilarSlides(collection.Space(), new SlideQuery { Slide = 99 }), Throws.TypeOf<ConcordNotFoundException>());
    }

    [Test]
    public void SimilarSlides_SlideWithoutTilesInTheSpace_SaysSo()
    {
        using var collection = Relatives();
        var other = collection.AddSpace("other", Identity(model: "n"), ElementType.Float32);
        Assert.That(() => collection.SimilarSlides(other, Query(collection, "a")),
            Throws.TypeOf<ConcordNotFoundException>().With.Message.Contains("no tiles in space 'other'"));
        Assert.That(() => collection.Heatmap(other, new float[Dimension], collection.Slide("a").Id), Throws.TypeOf<ConcordNotFoundException>());
    }

    [TestCase(0)]
    [TestCase(5)]
    [TestCase(8)]
    public void SimilarSlides_VectorsThatCannotBe_AreRefused(int elements)
    {
        using var collection = Relatives();
        var vectors = new float[elements];
        vectors.AsSpan().Fill(float.NaN);
        Assert.That(() => collection.SimilarSlides(collection.Space(), new SlideQuery { Vectors = vectors }), Throws.TypeOf<ConcordArgumentException>());
    }

    [Test]
    public void SimilarSlides_Cancelled_Stops()
    {
        using var collection = Relatives();
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.That(() => collection.SimilarSlides(collection.Space(), Query(collection, "a"), cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Heatmap_Tiles_AreThoseOfTheSlideWithTheirDistances()
    {
        using var collection = Create();
        var a = Add(collection, Slide("a"), 3, 1);
        var b = Add(collection, Slide("b"), 6, 2);
        var query = a.AsMemory(Dimension, Dimension);
        var map = collection.Heatmap(collection.Space(), query, collection.Slide("b").Id);
        Assert.That(map.Tiles.Select(t => (t.Slide, t.X)), Is.EqualTo(Enumerable.Range(0, 6).Select(i => ("b", i * 100))));
        for (var i = 0; i < 6; i++)
            Assert.That(map.Distances[i], Is.EqualTo(PlainSlides.OneWay(query.ToArray(), b.AsSpan(i * Dimension, Dimension).ToArray(), Dimension)).Within(1e-6));
    }

    private static SlideQuery Query(Collection collection, string slide, int k = 5) => new() { Slide = collection.Slide(slide).Id, K = k };

    private Collection Relatives()
    {
        var collection = Create();
        Add(collection, Slide("a", "p", centre: "A"), 3, 1);
        Add(collection, Slide("b", "p", centre: "A"), 3, 2);
        Add(collection, Slide("c", "q", centre: "A"), 1, 3);
        Add(collection, Slide("d", "r", centre: "B"), 3, 4);
        return collection;
    }

    /// <summary>Slides that mix a few of many kinds of tissue, each kind a cluster.</summary>
    private static void Clusters(Collection collection, int slides, int tiles)
    {
        var random = new Random(5);
        var centres = Random(30, 6);
        for (var s = 0; s < slides; s++)
        {
            var kinds = Enumerable.Range(0, 4).Select(_ => random.Next(30)).ToArray();
            var vectors = new float[tiles * Dimension];
            for (var i = 0; i < vectors.Length; i++)
                vectors[i] = centres[(kinds[i / Dimension % 4] * Dimension) + (i % Dimension)] + (0.1f * (random.NextSingle() - 0.5f));
            collection.Append(collection.Space(), Tiles(Slide($"s{s}"), tiles), vectors, complete: true);
        }
    }
}
