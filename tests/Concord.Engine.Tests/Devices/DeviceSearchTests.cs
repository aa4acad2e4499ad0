namespace Concord.Tests;

internal sealed class DeviceSearchTests : DeviceFixture
{
    [TestCase(ElementType.Float32, Metric.L2, 0)]
    [TestCase(ElementType.Float16, Metric.L2, 7)]
    [TestCase(ElementType.Float16, Metric.Cosine, 0)]
    public void Search_IndexedRows_GivesTheCpusAnswerAndSaysWhere(ElementType stored, Metric metric, int tail)
    {
        using var device = Device();
        Fill(200, tail, stored, metric);
        using var there = Collection.Open(Path, CollectionAccess.Read, device);
        using var here = Open(CollectionAccess.Read);
        var vectors = Random(12, 1000);
        SearchRequest[] requests = [.. Enumerable.Range(0, 12).Select(i => Request(vectors.AsMemory(i * Dimension, Dimension), k: i % 4 == 3 ? 150 : 5, i % 3 == 0 ? "label = \"x\"" : null) with
        {
            QueryTile = i % 2 == 0 ? 1 + i : null,
            Exclude = i % 4 == 0 ? Exclusion.Patient : Exclusion.None,
        })];

        var answers = there.Search(there.Space(), requests);

        AssertSame(answers, here.Search(here.Space(), requests));
        Assert.That(answers.Select(a => a.Facts.Device!.Name), Is.All.EqualTo(device.Info!.Name));
        Assert.That(answers.Select(a => a.Facts.Device!.Scans), Is.All.EqualTo(1), "one file of vectors is held");
        Assert.That(answers.Select(a => a.Facts.Device!.Reason), Is.All.EqualTo(tail > 0 ? "rows that are not indexed yet are searched by the CPU" : null));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Search_RowsInHalfTheMemory_GivesTheCpusAnswer(bool spread)
    {
        // Room for the rows as float16 (half of them each, where two devices share them) and for the search; not for float32.
        var held = (spread ? 1000 : 2000) * (Dimension * 2 + 8 + 4);
        using var device = Device(new DeviceOptions(0, held + 40_000) { More = spread ? [1] : [], Float16 = true });
        Fill(2000, 0, ElementType.Float32);
        using var there = Collection.Open(Path, CollectionAccess.Read, device);
        using var here = Open(CollectionAccess.Read);
        SearchRequest[] requests = [.. Enumerable.Range(0, 6).Select(i => Request(Random(1, 500 + i), k: 5, i % 2 == 0 ? "label = \"x\"" : null))];

        var answers = there.Search(there.Space(), requests);

        AssertSame(answers, here.Search(here.Space(), requests));
        var name = string.Join(" + ", device.Devices.Select(one => one.Name));
        Assert.That(answers.Select(a => a.Facts.Device), Is.All.EqualTo(new DeviceShare(name, 1, null)));
        Assert.That(device.Devices, Has.Count.EqualTo(spread ? 2 : 1));
    }

    [Test]
    public void Neighbours_IndexedRows_AreTheCpus()
    {
        using var device = Device();
        Fill(100, 5, ElementType.Float32);
        using var there = Collection.Open(Path, CollectionAccess.Read, device);
        using var here = Open(CollectionAccess.Read);
        long[] tiles = [.. here.Tiles().Select(tile => tile.Id)];
        var (found, expected) = (there.Neighbours(there.Space(), tiles, 4, Exclusion.Patient), here.Neighbours(here.Space(), tiles, 4, Exclusion.Patient));
        Assert.That(found.Tiles, Is.EqualTo(expected.Tiles));
        Assert.That(found.Distances, Is.EqualTo(expected.Distances));
        Assert.That(found.Facts.Device!.Scans, Is.EqualTo(tiles.Length));
    }

    [Test]
    public void Search_BudgetSmallerThanTheRows_IsTheCpusWithTheReason()
    {
        using var device = Device(budgetBytes: 4000);
        Fill(200, 0, ElementType.Float32);
        using var there = Collection.Open(Path, CollectionAccess.Read, device);
        using var here = Open(CollectionAccess.Read);
        SearchRequest[] requests = [Request(Random(1, 5))];
        var answers = there.Search(there.Space(), requests);
        AssertSame(answers, here.Search(here.Space(), requests));
        Assert.That(answers[0].Facts.Device!.Scans, Is.Zero);
        Assert.That(answers[0].Facts.Device!.Reason, Does.StartWith("device memory: ").And.Contain("the budget of 4000 bytes"));
    }

    [Test]
    public void Search_BudgetTooSmallForTheScores_IsTheCpusWithTheReason()
    {
        using var device = Device(budgetBytes: 200 * (Dimension * 4 + 8 + 4) + 2000);
        Fill(200, 0, ElementType.Float32);
        using var there = Collection.Open(Path, CollectionAccess.Read, device);
        using var here = Open(CollectionAccess.Read);
        SearchRequest[] requests = [Request(Random(1, 5), k: 20)];
        var answers = there.Search(there.Space(), requests);
        AssertSame(answers, here.Search(here.Space(), requests));
        Assert.That(answers[0].Facts.Device, Is.EqualTo(new DeviceShare(device.Info!.Name, 0,
            "for some queries the scores need more device memory than there is, or too many rows lie as near as the last")));
    }

    [Test]
    public void Search_NothingIndexedYet_SaysSo()
    {
        using var device = Device();
        using (var made = Create()) Add(made, Slide("s"), 10);
        using var there = Collection.Open(Path, CollectionAccess.Read, device);
        var answer = there.Search(there.Space(), Request(Random(1, 5)));
        Assert.That(answer.Facts.Device!.Reason, Does.Contain("not indexed").Or.Contain("no rows are indexed yet"));
        Assert.That(answer.Hits, Has.Count.EqualTo(5));
    }

    [Test]
    public void Compact_HeldRows_AreReplacedInDeviceMemory()
    {
        // Room for one generation of 200 rows and what a search takes, not for two.
        using var device = Device(budgetBytes: 200 * (Dimension * 4 + 8 + 4) + 9000);
        Fill(190, 0, ElementType.Float32);
        using var collection = Collection.Open(Path, CollectionAccess.Write, device);
        var query = Request(Random(1, 5), k: 3);
        Assert.That(collection.Search(collection.Space(), query).Facts.Device!.Scans, Is.EqualTo(1));
        for (var round = 0; round < 4; round++)
        {
            Add(collection, Slide($"more {round}"), 2, seed: 200 + round);
            collection.Compact();
            var answer = collection.Search(collection.Space(), query);
            Assert.That((answer.Facts.Device!.Scans, answer.Facts.Device.Reason), Is.EqualTo((1L, (string?)null)), $"round {round}");
        }

        using var here = Open(CollectionAccess.Read);
        AssertSame([collection.Search(collection.Space(), query)], [here.Search(here.Space(), query)]);
    }
}
