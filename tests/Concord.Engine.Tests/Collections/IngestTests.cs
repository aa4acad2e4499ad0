namespace Concord.Tests;

internal sealed class IngestTests : CollectionFixture
{
    private static readonly SourceFile File1 = new("/a.svs", 100, 1000), File2 = new("/a.svs", 101, 1000);

    [Test]
    public void Append_Returned_IsThereAfterReopening()
    {
        float[] vectors;
        using (var collection = Create()) vectors = Add(collection, Slide("s"), 3);
        using var again = Open(CollectionAccess.Read);
        var tiles = again.Tiles();
        Assert.That(tiles.Select(t => t.X), Is.EqualTo(new[] { 0, 100, 200 }));
        Assert.That(again.VectorsOf(again.Space(), [.. tiles.Select(t => t.Id)]), Is.EqualTo(vectors));
    }

    [Test]
    public void Append_WrongDimension_SaysBothNumbers()
    {
        using var collection = Create();
        Assert.That(() => collection.Append(collection.Space(), Tiles(Slide("s"), 2), new float[10]),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("5 dimensions").And.Message.Contains("has 8"));
    }

    [Test]
    public void Append_NotANumber_NamesTheTileAndStoresNothing()
    {
        using var collection = Create();
        var vectors = Random(3, 1);
        vectors[Dimension + 2] = float.NaN;
        Assert.That(() => collection.Append(collection.Space(), Tiles(Slide("s"), 3), vectors),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("slide 's' at 100,0"));
        Assert.That(collection.Tiles(), Is.Empty);
    }

    [Test]
    public void Append_SameTileTwiceInABatch_IsRefusedAndStoresNothing()
    {
        using var collection = Create();
        TileRecord[] tiles = [.. Tiles(Slide("s"), 2), .. Tiles(Slide("s"), 1)];
        Assert.That(() => collection.Append(collection.Space(), tiles, Random(3, 1)), Throws.TypeOf<ConcordArgumentException>());
        Assert.That(collection.Info().Slides, Is.Zero);
        Add(collection, Slide("s"), 2);
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    [Test]
    public void Append_TileAgain_KeepsItsIdAndHasTheNewVector()
    {
        using var collection = Create();
        Add(collection, Slide("s"), 5, seed: 1);
        var before = collection.Tiles().Select(t => t.Id).ToArray();
        var vectors = Random(1, 2);
        collection.Append(collection.Space(), Tiles(Slide("s"), 1, first: 2), vectors);
        Assert.That(collection.Tiles().Select(t => t.Id), Is.EqualTo(before));
        Assert.That(collection.Vector(collection.Space(), before[2]), Is.EqualTo(vectors));
        Assert.That(collection.Info().Spaces[0], Has.Property("Rows").EqualTo(5).And.Property("DeadRows").EqualTo(1));
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    [Test]
    public void Stored_PartOfASlide_SaysHowFarItCame()
    {
        using var collection = Create();
        var space = collection.Space();
        collection.Append(space, Tiles(Slide("s", source: File1), 3), Random(3, 1), [new SlideProgress("s", "a", Complete: false)]);
        Assert.Multiple(() =>
        {
            Assert.That(collection.Stored(space, "s"), Is.EqualTo(new StoredSlide(File1, false, "a", (200, 0))));
            Assert.That(collection.Stored(space, "s")!.IsFrom(File1), Is.True);
            Assert.That(collection.Stored(space, "s")!.IsFrom(File2), Is.False, "changed");
            Assert.That(collection.Stored(space, "t"), Is.Null, "unknown");
        });
        collection.Append(space, [], default, [new SlideProgress("s", "a", Complete: true)]);
        Assert.That(collection.Stored(space, ["s", "t"]), Is.EqualTo(new[] { new StoredSlide(File1, true, "a", null), null }));
    }

    [Test]
    public void Append_AnotherTiling_ReplacesTheTilesOfThatSpaceAlone()
    {
        using var collection = Create();
        var space = collection.Space();
        var other = collection.AddSpace("other", Identity(dimension: 2), ElementType.Float32);
        collection.Append(space, Tiles(Slide("s"), 4), Random(4, 1), [new SlideProgress("s", "a", Complete: true)]);
        var kept = collection.Tiles().Take(2).Select(tile => tile.Id).ToArray();
        collection.Append(other, kept, new float[4]);
        collection.Append(space, Tiles(Slide("s"), 2, first: 3), Random(2, 2), [new SlideProgress("s", "b", Complete: true)]);
        Assert.Multiple(() =>
        {
            Assert.That(collection.Tiles().Select(tile => tile.X), Is.EqualTo(new[] { 0, 100, 300, 400 }));
            Assert.That(collection.Stored(space, "s")!.Tiling, Is.EqualTo("b"));
            Assert.That(collection.Info().Spaces.Select(s => s.Rows), Is.EqualTo(new[] { 2, 2 }));
            Assert.That(collection.Verify().Problems, Is.Empty);
        });
    }

    [Test]
    public void DeleteFrom_OneSpace_LeavesTheOtherAndTakesTheSlideWithTheLast()
    {
        using var collection = Create();
        var space = collection.Space();
        var other = collection.AddSpace("other", Identity(dimension: 2), ElementType.Float32);
        Add(collection, Slide("s"), 3);
        collection.Append(other, [.. collection.Tiles().Select(tile => tile.Id)], new float[6]);
        Assert.That(collection.DeleteFrom(space, "s"), Is.True);
        Assert.That(collection.Tiles(), Has.Count.EqualTo(3));
        Assert.That(collection.DeleteFrom(other, "s"), Is.True);
        Assert.That(collection.DeleteFrom(other, "s"), Is.False, "gone");
        Assert.That(collection.Info(), Has.Property("Slides").EqualTo(0).And.Property("Patients").EqualTo(0));
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    [Test]
    public void Append_FileChanged_ReplacesTheSlide()
    {
        using var collection = Create();
        var space = collection.Space();
        Add(collection, Slide("s", patient: "old", source: File1), 5);
        collection.Append(space, Tiles(Slide("s", patient: "new", source: File2), 2), Random(2, 2));
        Assert.That(collection.Tiles().Select(t => (t.X, t.Patient)), Is.EqualTo(new[] { (0, "new"), (100, "new") }));
        Assert.That(collection.Stored(space, "s"), Is.EqualTo(new StoredSlide(File2, false, null, null)));
        Assert.That(collection.Info(), Has.Property("Patients").EqualTo(1));
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    [Test]
    public void Append_SeveralBatches_AddUpToOneSlide()
    {
        using var collection = Create();
        for (var i = 0; i < 4; i++) collection.Append(collection.Space(), Tiles(Slide("s", source: File1), 3, first: 3 * i), Random(3, i));
        Assert.That(collection.Info(), Has.Property("Slides").EqualTo(1).And.Property("Tiles").EqualTo(12));
    }

    [Test]
    public void Append_FromManyThreads_StoresEach()
    {
        using var collection = Create();
        Parallel.For(0, 16, i => Add(collection, Slide($"s{i}"), 3, seed: i));
        Assert.That(collection.Info().Tiles, Is.EqualTo(48));
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    [Test]
    public void Append_DerivedSpace_NeedsTilesThatAreThere()
    {
        using var collection = Create();
        Add(collection, Slide("s", label: "x"), 3);
        var derived = collection.AddSpace("adapted", Identity(dimension: 2), ElementType.Float16);
        var ids = collection.Tiles().Select(t => t.Id).ToArray();
        collection.Append(derived, ids, new float[6]);
        Assert.That(collection.Search(derived, Request(new float[2])).Hits.Select(h => h.Labels["label"]), Is.EqualTo(new[] { "x", "x", "x" }));
        Assert.That(() => collection.Append(derived, [999L], new float[2]), Throws.TypeOf<ConcordNotFoundException>());
    }

    [Test]
    public void UpdateLabels_Indexed_ReplacesLabelsAndHierarchy()
    {
        using var collection = Create();
        Add(collection, Slide("s", label: "old"), 1);
        collection.UpdateLabels([new SlideRecord("s", "c", "p") { Split = "train", Labels = new Dictionary<string, string> { ["grade"] = "2" } }, Slide("unknown")]);
        var tile = collection.Tiles()[0];
        Assert.That((tile.Case, tile.Patient, tile.Split, tile.Labels.Single().Key), Is.EqualTo(("c", "p", "train", "grade")));
        Assert.That(collection.Info(), Has.Property("Patients").EqualTo(1).And.Property("Cases").EqualTo(1));
    }

    [Test]
    public void UpdateLabels_CaseOfTwoPatients_IsRefused()
    {
        using var collection = Create();
        Add(collection, Slide("s"), 1);
        Assert.That(() => collection.UpdateLabels([new("s", "c", "p"), new("t", "c", "q")]), Throws.TypeOf<ConcordArgumentException>());
    }

    [Test]
    public void DeletePatient_WithSeries_LeavesNoTrace()
    {
        using var collection = Create();
        Add(collection, Slide("s", patient: "CANARY-P", label: "CANARY-L"), 3);
        Add(collection, Slide("t", patient: "other"), 2, seed: 2);
        collection.LinkSeries([new("case of s", "MR", "T1", "/CANARY-F.nii")]);
        Assert.That(collection.DeletePatient("CANARY-P"), Is.EqualTo(1));
        collection.Compact();
        Assert.That(collection.Info(), Has.Property("Patients").EqualTo(1).And.Property("Series").EqualTo(0).And.Property("Tiles").EqualTo(2));
        collection.Dispose();
        foreach (var file in Directory.GetFiles(Path, "*", SearchOption.AllDirectories))
            Assert.That(File.ReadAllBytes(file).AsSpan().IndexOf("CANARY"u8), Is.EqualTo(-1), file);
    }

    [Test]
    public void LinkSeries_UnknownCase_IsNotFound()
    {
        using var collection = Create();
        Assert.That(() => collection.LinkSeries([new("c", "MR", "T1", "/f")]), Throws.TypeOf<ConcordNotFoundException>());
    }

    [Test]
    public void LinkSeries_Twice_LinksOnceAndHitsShowIt()
    {
        using var collection = Create();
        var vectors = Add(collection, Slide("s"), 1);
        var series = new SeriesRecord("case of s", "MR", "T1", "/f.nii");
        collection.LinkSeries([series]);
        collection.LinkSeries([series]);
        Assert.That(collection.Search(collection.Space(), Request(vectors)).Hits[0].Series, Is.EqualTo(new[] { series }));
        Assert.That(collection.Tiles()[0].Series, Is.EqualTo(new[] { series }));
    }

    [Test]
    public void Compact_WithDeadRows_KeepsTheLivingAndTheirIds()
    {
        using var collection = Create();
        for (var i = 0; i < 6; i++) Add(collection, Slide($"s{i}"), 10, seed: i);
        collection.DeleteSlides(["s1", "s4"]);
        var tiles = collection.Tiles().Select(t => t.Id).ToArray();
        var vectors = collection.VectorsOf(collection.Space(), tiles);
        var report = collection.Compact();
        Assert.That((report.RowsKept, report.RowsDropped), Is.EqualTo((40L, 20L)));
        Assert.That(collection.VectorsOf(collection.Space(), tiles), Is.EqualTo(vectors));
        Assert.That(collection.Compact().FilesRemoved, Is.Zero, "nothing left to do");
        Assert.That(collection.Verify().Problems, Is.Empty);
    }

    [Test]
    public void Compact_NothingAlive_LeavesAnEmptySpaceThatTakesRows()
    {
        using var collection = Create();
        Add(collection, Slide("s"), 3);
        collection.DeleteSlides(["s"]);
        collection.Compact();
        Assert.That(collection.Search(collection.Space(), Request(new float[Dimension])).Hits, Is.Empty);
        Add(collection, Slide("t"), 2);
        collection.Compact();
        Assert.That(collection.Info().Spaces[0].Rows, Is.EqualTo(2));
        Assert.That(collection.Verify().Problems, Is.Empty);
    }
}
