namespace Concord.Tests.Search;

/// <summary>Radiology that is stored slice by slice: hits are series, by their nearest slice.</summary>
[TestFixture]
internal sealed class SliceSearchTests : CollectionFixture
{
    [Test]
    public void Search_OneSeriesOwnsTheNearestSlices_GivesKSeries()
    {
        using var collection = Create();
        var space = Radiology(collection);
        Append(collection, space, "A", [.. Enumerable.Range(1, 300).Select(i => 0.01f * i)]);
        Append(collection, space, "B", [9, 7]);
        Append(collection, space, "C", [8]);
        var answer = collection.Search(space, Request(Vector(0), 3));
        Assert.That(answer.Hits.Select(hit => (hit.Rank, hit.Slide)), Is.EqualTo(new[]
        {
            (1, SeriesName.Of("A", "MR", "T1", 1)), (2, SeriesName.Of("B", "MR", "T1", 2)), (3, SeriesName.Of("C", "MR", "T1")),
        }));
        Assert.That(answer.Shortfall, Is.Null);
    }

    [Test]
    public void Search_FewerSeriesThanAsked_CountsSeries()
    {
        using var collection = Create();
        var space = Radiology(collection);
        Append(collection, space, "A", [1, 2, 3]);
        Append(collection, space, "B", [4]);
        Assert.That(collection.Search(space, Request(Vector(0), 5)).Shortfall, Is.EqualTo("only 2 series are there; 5 asked"));
    }

    [Test]
    public void Search_RandomSlices_AgreesWithTheNearestOfEachSeries([Values(1, 2)] int seed, [Values(1, 4, 40)] int k)
    {
        using var collection = Create();
        var space = Radiology(collection);
        var random = new Random(seed);
        var series = Enumerable.Range(0, 30).ToDictionary(i => $"C#{i}", _ => Enumerable.Range(0, 1 + random.Next(20)).Select(_ => random.NextSingle()).ToArray());
        foreach (var (name, distances) in series) Append(collection, space, name, distances);
        var expected = series.OrderBy(pair => pair.Value.Min()).Select(pair => pair.Key).Take(k);
        Assert.That(collection.Search(space, Request(Vector(0), k)).Hits.Select(hit => hit.Case), Is.EqualTo(expected));
    }

    [Test]
    public void Search_SeveralQueries_EachGetsItsOwnSeries()
    {
        using var collection = Create();
        var space = Radiology(collection);
        Append(collection, space, "A", [.. Enumerable.Range(0, 200).Select(i => 0.001f * i)]);
        Append(collection, space, "B", [5]);
        var answers = collection.Search(space, [Request(Vector(0), 2), Request(Vector(5), 1)]);
        Assert.That(answers.Select(answer => string.Join(" ", answer.Hits.Select(hit => hit.Case))), Is.EqualTo(new[] { "A B", "B" }));
    }

    private static Space Radiology(Collection collection) => collection.AddSpace("radiology", Identity() with { Series = SeriesInput.Of("best") }, ElementType.Float32);

    private static void Append(Collection collection, Space space, string name, float[] distances)
    {
        for (var i = 0; i < distances.Length; i++)
            collection.Append(space, Tiles(new SlideRecord(SeriesName.Of(name, "MR", "T1", distances.Length > 1 ? i + 1 : null), name, "P-" + name), 1), Vector(distances[i]));
    }

    private static float[] Vector(float distance) => [distance, 0, 0, 0, 0, 0, 0, 0];
}
