namespace Concord.Tests;

internal sealed class SearchTests : CollectionFixture
{
    [Test]
    public void Search_EmptySpace_HasNoHitsAndSaysWhy()
    {
        using var collection = Create();
        var answer = collection.Search(collection.Space(), Request(new float[Dimension], k: 12));
        Assert.That((answer.Hits.Count, answer.Shortfall), Is.EqualTo((0, "the space holds no tiles; 12 asked")));
    }

    [Test]
    public void Search_StoredVector_FindsItsTileFirst()
    {
        using var collection = Create();
        var vectors = Add(collection, Slide("s", label: "x", centre: "A"), 4);
        var hit = collection.Search(collection.Space(), Request(vectors.AsMemory(2 * Dimension, Dimension))).Hits[0];
        Assert.That((hit.Rank, hit.Distance, hit.Slide, hit.X, hit.Centre, hit.Labels["label"]), Is.EqualTo((1, 0f, "s", 200, "A", "x")));
    }

    [Test]
    public void Search_Cosine_IsOneMinusTheSimilarity()
    {
        using var collection = Create(Metric.Cosine);
        float[] vectors = [3, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0];
        collection.Append(collection.Space(), Tiles(Slide("s"), 2), vectors);
        var hits = collection.Search(collection.Space(), Request(new float[] { 7, 0, 0, 0, 0, 0, 0, 0 })).Hits;
        Assert.That(hits.Select(h => h.Distance), Is.EqualTo(new[] { 0f, 1f }));
    }

    [Test]
    public void Search_WrongDimension_SaysBothNumbers()
    {
        using var collection = Create();
        Assert.That(() => collection.Search(collection.Space(), Request(new float[3])),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("3 dimensions").And.Message.Contains("has 8"));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(int.MaxValue)]
    public void Search_KOutOfRange_IsRefused(int k)
    {
        using var collection = Create();
        Assert.That(() => collection.Search(collection.Space(), Request(new float[Dimension], k)), Throws.TypeOf<ConcordArgumentException>());
    }

    [Test]
    public void Search_NotANumber_IsRefused()
    {
        using var collection = Create();
        var query = new float[Dimension];
        query[3] = float.NaN;
        Assert.That(() => collection.Search(collection.Space(), Request(query)), Throws.TypeOf<ConcordArgumentException>());
    }

    [TestCase(Exclusion.None, 5)]
    [TestCase(Exclusion.Slide, 4)]
    [TestCase(Exclusion.Case, 4)]
    [TestCase(Exclusion.Patient, 2)]
    [TestCase(Exclusion.Centre, 0)]
    public void Search_QueryTile_LeavesOutItsRelativesAndItself(Exclusion exclude, int expected)
    {
        using var collection = Create();
        Add(collection, Slide("a", "p", centre: "A"), 2, 1);
        Add(collection, Slide("b", "p", centre: "A"), 2, 2);
        Add(collection, Slide("c", "q", centre: "A"), 2, 3);
        var tile = collection.Tiles()[0];
        var request = Request(collection.Vector(collection.Space(), tile.Id), 10) with { QueryTile = tile.Id, Exclude = exclude };
        var hits = collection.Search(collection.Space(), request).Hits;
        Assert.That(hits, Has.Count.EqualTo(expected));
        Assert.That(hits.Select(h => h.Tile), Has.None.EqualTo(tile.Id));
    }

    [Test]
    public void Search_UnknownCentre_ExcludesThePatient()
    {
        using var collection = Create();
        Add(collection, Slide("a", "p"), 2, 1);
        Add(collection, Slide("b", "q"), 2, 2);
        var tile = collection.Tiles()[0];
        var request = Request(collection.Vector(collection.Space(), tile.Id), 2) with { QueryTile = tile.Id, Exclude = Exclusion.Centre };
        Assert.That(collection.Search(collection.Space(), request).Hits.Select(h => h.Slide), Is.EqualTo(new[] { "b", "b" }));
    }

    [Test]
    public void Search_QueryGroup_LeavesOutThatPatient()
    {
        using var collection = Create();
        Add(collection, Slide("a", "p"), 2, 1);
        Add(collection, Slide("b", "q"), 2, 2);
        var answer = collection.Search(collection.Space(), Request(new float[Dimension], 3) with { QueryGroup = "p" });
        Assert.That(answer.Hits.Select(h => h.Patient), Is.EqualTo(new[] { "q", "q" }));
        Assert.That(answer.Shortfall, Is.EqualTo("only 2 tiles of other patients are there; 3 asked"));
    }

    [Test]
    public void Search_WhereLeavesTooFew_SaysHowMany()
    {
        using var collection = Create();
        Add(collection, Slide("a", label: "x"), 4, 1);
        Add(collection, Slide("b", label: "y"), 4, 2);
        var answer = collection.Search(collection.Space(), Request(new float[Dimension], 12, "label = x"));
        Assert.That((answer.Hits.Count, answer.Shortfall), Is.EqualTo((4, "only 4 tiles match; 12 asked")));
    }

    [Test]
    public void Search_Batch_AnswersEachAsAlone()
    {
        using var collection = Create();
        for (var i = 0; i < 5; i++) Add(collection, Slide($"s{i}", label: i % 2 == 0 ? "even" : "odd"), 10, i);
        var space = collection.Space();
        SearchRequest[] requests =
        [
            .. Enumerable.Range(0, 8).Select(i => Request(Random(1, 100 + i), 3 + i % 2, i % 3 == 0 ? "label = odd" : null)),
        ];
        var together = collection.Search(space, requests);
        var alone = requests.Select(r => collection.Search(space, r)).ToArray();
        Assert.That(together.Select(a => string.Join(' ', a.Hits.Select(h => h.Tile))), Is.EqualTo(alone.Select(a => string.Join(' ', a.Hits.Select(h => h.Tile)))));
    }

    [Test]
    public void Neighbours_WithArchive_StayInIt()
    {
        using var collection = Create();
        for (var i = 0; i < 6; i++) Add(collection, Slide($"s{i}"), 5, i);
        var tiles = collection.Tiles();
        var archive = tiles.Where(t => t.Slide is "s0" or "s1").Select(t => t.Id).ToHashSet();
        var table = collection.Neighbours(collection.Space(), [.. tiles.Select(t => t.Id)], 4, Exclusion.Patient, archive: archive);
        var patientOf = tiles.ToDictionary(t => t.Id, t => t.Patient);
        for (var q = 0; q < tiles.Count; q++)
        {
            Assert.That(table.Tiles[q], Has.Length.EqualTo(4).And.All.Matches<long>(archive.Contains));
            Assert.That(table.Tiles[q].Select(t => patientOf[t]), Has.None.EqualTo(tiles[q].Patient));
            Assert.That(table.Distances[q], Is.Ordered);
        }
    }

    [Test]
    public void Neighbours_UnknownTile_IsNotFound()
    {
        using var collection = Create();
        Add(collection, Slide("s"), 2);
        Assert.That(() => collection.Neighbours(collection.Space(), [77], 1, Exclusion.None), Throws.TypeOf<ConcordNotFoundException>());
    }

    [Test]
    public void Search_AfterCommit_OpensOnlyTheChangedSegment()
    {
        using var collection = Create();
        Add(collection, Slide("a"), 5, 1);
        collection.Compact();
        Add(collection, Slide("b"), 5, 2);
        var space = collection.Space();
        collection.Search(space, Request(new float[Dimension]));
        var before = collection.FilesOpened;
        collection.UpdateLabels([Slide("a", label: "x")]);
        collection.Search(space, Request(new float[Dimension], where: "label = x"));
        Assert.That(collection.FilesOpened - before, Is.Zero, "labels change no file");
        Add(collection, Slide("c"), 5, 3);
        collection.Search(space, Request(new float[Dimension]));
        Assert.That(collection.FilesOpened - before, Is.EqualTo(1));
    }

    [Test]
    public void Search_OtherWriterCommitted_SeesIt()
    {
        using var writer = Create();
        using var reader = Open(CollectionAccess.Read);
        Add(writer, Slide("a"), 2, 1);
        Assert.That(reader.Search(reader.Space(), Request(new float[Dimension])).Hits, Has.Count.EqualTo(2));
        writer.Compact();
        Add(writer, Slide("b"), 2, 2);
        writer.DeleteSlides(["a"]);
        Assert.That(reader.Search(reader.Space(), Request(new float[Dimension])).Hits.Select(h => h.Slide), Is.EqualTo(new[] { "b", "b" }));
    }

    [Test]
    public void Open_ManyRows_OpensNoFileOfVectors()
    {
        using (var collection = Create()) for (var i = 0; i < 5; i++) Add(collection, Slide($"s{i}"), 100, i);
        using var reader = Open(CollectionAccess.Read);
        _ = reader.Spaces;
        Assert.That(reader.FilesOpened, Is.Zero);
    }
}
