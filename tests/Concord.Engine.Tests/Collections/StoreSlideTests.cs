namespace Concord.Tests;

internal sealed class StoreSlideTests : CollectionFixture
{
    private static readonly FeatureStamp Stamp = new(1, 2, new string('0', 64));

    [Test]
    public void StoreSlide_Blocks_AreAllThereAndComplete()
    {
        using var collection = Create();
        var vectors = Random(7, seed: 1);
        Assert.That(collection.StoreSlide(collection.Space(), "s", Stamp, Blocks("s", vectors, 3)), Is.EqualTo(7));
        Assert.That(Stored(collection), Is.EqualTo(vectors));
        Assert.That(collection.Stored(collection.Space(), "s")!.Complete);
        Assert.That(collection.ImportedFrom("s", collection.Space()), Is.EqualTo(Stamp));
    }

    [Test]
    public void StoreSlide_Again_ReplacesTilesRowsAndTheirLabels()
    {
        using var collection = Create();
        var space = collection.Space();
        TileRecord labelled = Tiles(Slide("s"), 1)[0] with { Labels = new Dictionary<string, string> { ["kind"] = "old" } };
        collection.StoreSlide(space, "s", Stamp, [new TileBlock([labelled], Random(1, 5))]);
        var vectors = Random(2, seed: 2);
        collection.StoreSlide(space, "s", Stamp with { Length = 9 }, Blocks("s", vectors, 2));
        Assert.That(Stored(collection), Is.EqualTo(vectors));
        Assert.That(collection.Tiles().SelectMany(tile => tile.Labels), Is.Empty);
        Assert.That(collection.ImportedFrom("s", space)!.Length, Is.EqualTo(9));
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    [Test]
    public void StoreSlide_BlocksThatFail_ChangeNothingAndTheWriterGoesOn([Values(0, 1, 5)] int before, [Values(false, true)] bool reopen)
    {
        var old = Random(before, seed: 3);
        using (var collection = Create())
        {
            if (before > 0) collection.StoreSlide(collection.Space(), "s", Stamp, Blocks("s", old, 2));
            Assert.That(() => collection.StoreSlide(collection.Space(), "s", Stamp, Failing()), Throws.TypeOf<InvalidOperationException>());
            Assert.That(Stored(collection), Is.EqualTo(old));
            if (!reopen) Check(collection, old);
        }

        if (!reopen) return;
        using var again = Open();
        Check(again, old);
    }

    [Test]
    public void StoreSlide_FailureWithoutRows_LeavesTheSegment()
    {
        using var collection = Create();
        Add(collection, Slide("a"), 2, seed: 1);
        Assert.That(() => collection.StoreSlide(collection.Space(), "s", Stamp, []), Throws.TypeOf<ConcordArgumentException>());
        Add(collection, Slide("b"), 2, seed: 2);
        Assert.That(Directory.GetFiles(Path, "*.seg", SearchOption.AllDirectories), Has.Length.EqualTo(1));
    }

    [Test]
    public void StoreSlide_FailureAfterACompaction_LeavesTheGeneration()
    {
        using var collection = Create();
        var old = Add(collection, Slide("a"), 4, seed: 1);
        collection.Compact();
        Assert.That(() => collection.StoreSlide(collection.Space(), "s", Stamp, Failing()), Throws.TypeOf<InvalidOperationException>());
        Assert.That(Stored(collection), Is.EqualTo(old));
        Check(collection, old);
    }

    [Test]
    public void StoreSlide_TilesThatAnotherSpaceHas_Stay()
    {
        using var collection = Create();
        var first = collection.Space();
        var second = collection.AddSpace("second", Identity(model: "other"), ElementType.Float32);
        var vectors = Random(3, seed: 1);
        collection.StoreSlide(first, "s", Stamp, Blocks("s", vectors, 3));
        collection.StoreSlide(second, "s", Stamp, Blocks("s", vectors, 3));
        var ids = collection.Tiles().Select(tile => tile.Id).ToArray();
        collection.StoreSlide(first, "s", Stamp, Blocks("s", Random(1, seed: 2), 1));
        Assert.That(collection.Tiles().Select(tile => tile.Id), Is.EqualTo(ids));
        Assert.That(collection.VectorsOf(second, ids), Is.EqualTo(vectors));
        Assert.That(collection.Info().Spaces.Select(space => space.Rows), Is.EqualTo(new[] { 1L, 3 }));
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    [Test]
    public void StoreSlide_Replacing_DropsWhatAdaptersDerived()
    {
        using var collection = Create();
        var space = collection.Space();
        collection.StoreSlide(space, "s", Stamp, Blocks("s", Random(3, seed: 1), 3));
        collection.StoreSlide(space, "t", Stamp, Blocks("t", Random(2, seed: 1), 3));
        var derived = collection.AddSpace("derived", Identity() with { Adapter = "a:0" }, ElementType.Float32);
        collection.Append(derived, [.. collection.Tiles().Select(tile => tile.Id)], Random(5, seed: 7));
        collection.StoreSlide(space, "s", Stamp, Blocks("s", Random(3, seed: 2), 3));
        Assert.That(collection.Info().Spaces.Select(info => info.Rows), Is.EqualTo(new[] { 5L, 2 }));
        Assert.That(collection.Verify().Problems, Has.Exactly(1).Items.And.One.Contains("adapter 'a' is missing"), "only the adapter that this test never wrote");
    }

    [Test]
    public void StoreSlide_TileOfAnotherSlide_IsRefused()
    {
        using var collection = Create();
        Assert.That(() => collection.StoreSlide(collection.Space(), "s", Stamp, Blocks("t", Random(1, 1), 1)), Throws.TypeOf<ConcordArgumentException>());
        Assert.That(collection.Slides(), Is.Empty);
    }

    [Test]
    public void DeleteSlides_ImportedSlide_ForgetsItsFile()
    {
        using var collection = Create();
        collection.StoreSlide(collection.Space(), "s", Stamp, Blocks("s", Random(1, 1), 1));
        collection.DeleteSlides(["s"]);
        Assert.That(collection.ImportedFrom("s", collection.Space()), Is.Null);
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    /// <summary>More rows can come, and are where they should be.</summary>
    private static void Check(Collection collection, float[] old)
    {
        var added = Random(3, seed: 8);
        collection.StoreSlide(collection.Space(), "later", Stamp, Blocks("later", added, 2));
        Assert.That(Stored(collection), Is.EqualTo(old.Concat(added)));
        Assert.That(collection.Verify().Problems, Is.Empty);
        collection.Compact();
        Assert.That(Stored(collection), Is.EqualTo(old.Concat(added)));
    }

    private static IEnumerable<TileBlock> Failing()
    {
        foreach (var block in Blocks("s", Random(6, seed: 4), 2)) yield return block;
        throw new InvalidOperationException("the file ends here");
    }

    private static IEnumerable<TileBlock> Blocks(string slide, float[] vectors, int rows)
    {
        for (var first = 0; first * Dimension < vectors.Length; first += rows)
        {
            var count = Math.Min(rows, (vectors.Length / Dimension) - first);
            yield return new TileBlock(Tiles(Slide(slide), count, first), vectors.AsMemory(first * Dimension, count * Dimension));
        }
    }

    private static float[] Stored(Collection collection) => collection.VectorsOf(collection.Space(), [.. collection.Tiles().Select(tile => tile.Id)]);
}
