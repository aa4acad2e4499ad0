using Concord.Indexing;

namespace Concord.Tests;

public sealed class IndexIntoCollectionTests
{
    private TemporaryFolder _folder = null!;
    private Embedder _embedder = null!;
    private Collection _collection = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _embedder = Embedder.Load(Model.Open(TinyNetworks.Folder(_folder, "model", TinyNetworks.MapJson(), TinyNetworks.Map())));
        _collection = Collection.Create(_folder.At("c.concord"), new CollectionOptions { Space = _embedder.Space });
        for (var i = 0; i < 12; i++) ImageFile.WritePng(TestImage.Waves(40, 40, i), _folder.At("images", i % 2 == 0 ? "even" : "odd", $"{i:00}.png"));
    }

    [TearDown]
    public void TearDown()
    {
        _collection.Dispose();
        _embedder.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Run_Folder_StoresEachTileWithItsLabelAndVector()
    {
        Run();
        var tiles = _collection.Tiles();
        Assert.That(tiles.GroupBy(t => t.Labels["label"]).Select(g => (g.Key, g.Count())), Is.EquivalentTo(new[] { ("even", 6), ("odd", 6) }));
        foreach (var tile in tiles)
        {
            Assert.That(_collection.Vector(_collection.Space(), tile.Id), Is.EqualTo(_embedder.Embed(ImageFile.Read(tile.File!))).Within(1e-6));
        }
    }

    [Test]
    public void Run_Again_AddsNothingAndTakesNewLabels()
    {
        Run();
        var table = LabelTable.Read(_folder.Write("images/labels.csv", "file,label,patient\neven/00.png,late,P9\n"));
        var report = Run(table);
        Assert.That((report.Slides, report.AlreadyIndexed), Is.EqualTo((0, 12)));
        Assert.That(_collection.Tiles().Where(t => t.Patient == "P9").Select(t => t.Labels["label"]), Is.EqualTo(new[] { "late" }));
    }

    [Test]
    public void Run_AgainWithoutTheTable_KeepsWhatTheTableSaid()
    {
        Run(LabelTable.Read(_folder.Write("images/labels.csv", "file,label,patient\neven/00.png,late,P9\n")));
        Run();
        Assert.That(_collection.Tiles().Where(t => t.Patient == "P9").Select(t => t.Labels["label"]), Is.EqualTo(new[] { "late" }));
    }

    [Test]
    public void Run_OtherFolderWithTheSameNames_SkipsThemAndKeepsTheFirst()
    {
        Run();
        ImageFile.WritePng(TestImage.Plain(44, 44, 255, 255, 255), _folder.At("others", "odd", "03.png"));
        var plan = IndexPlan.Create([_folder.At("others")], null, new IndexOptions());
        var report = new Indexer().Run(_collection, _collection.Space(), _embedder, plan, null, CancellationToken.None);
        Assert.That(report.Skipped.Single().Reason, Does.Contain("another file"));
        Assert.That(_collection.Tiles().Single(t => t.Slide == "odd/03.png").Width, Is.EqualTo(40));
    }

    [Test]
    public void Run_ChangedFile_ReplacesItsTile()
    {
        Run();
        ImageFile.WritePng(TestImage.Plain(44, 44, 255, 255, 255), _folder.At("images", "odd", "03.png"));
        Assert.That(Run().Slides, Is.EqualTo(1));
        var tiles = _collection.Tiles();
        Assert.That(tiles, Has.Count.EqualTo(12));
        Assert.That(tiles.Single(t => t.Slide == "odd/03.png").Width, Is.EqualTo(44));
    }

    [Test]
    public void Run_EmbedderOfAnotherSpace_IsRefusedBeforeAnything()
    {
        using var other = Embedder.Load(Model.Open(_folder.At("model")), new Pooling("max"));
        Assert.That(() => new Indexer().Run(_collection, _collection.Space(), other, Plan(null), null, CancellationToken.None),
            Throws.InstanceOf<ConcordArgumentException>().With.Message.Contains("pooling"));
        Assert.That(_collection.Tiles(), Is.Empty);
    }

    private IndexReport Run(LabelTable? labels = null) =>
        new Indexer().Run(_collection, _collection.Space(), _embedder, Plan(labels), null, CancellationToken.None);

    private IndexPlan Plan(LabelTable? labels) => IndexPlan.Create([_folder.At("images")], labels, new IndexOptions());
}
