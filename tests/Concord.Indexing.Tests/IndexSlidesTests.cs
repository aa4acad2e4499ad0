using Concord.Indexing;

namespace Concord.Tests;

/// <summary>Real slides through the whole pipeline: tissue, grid, gates, network, collection.</summary>
public sealed class IndexSlidesTests
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
    }

    [TearDown]
    public void TearDown()
    {
        _collection.Dispose();
        _embedder.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Run_FolderOfSlides_IndexesTheReadableAndNamesTheOthers()
    {
        var report = Run(TestData.Require("wsi"), new IndexOptions { Tile = 224 });
        var reasons = report.Skipped.ToDictionary(skip => Path.GetFileName(skip.File), skip => skip.Reason);
        Assert.Multiple(() =>
        {
            Assert.That(_collection.Slides().Select(slide => slide.Name), Is.EqualTo(new[] { "cmu-1-small-region.svs" }));
            Assert.That(report.Tiles, Is.GreaterThan(30));
            Assert.That(report.Dropped[DropReason.NoTissue], Is.GreaterThan(30));
            Assert.That(reasons["tcga-cr-7395-01a-01-ts1.svs"], Does.Contain("--mpp"));
            Assert.That(reasons["broken.svs"], Does.Contain("does not recognise"));
            Assert.That(reasons.Keys, Is.SupersetOf(new[] { "unopenable.tiff", "unreadable.svs", "small.svs", "boxes.tiff" }));
        });
    }

    [Test]
    public void Run_Slide_StoresTheVectorOfEachTilesPixels()
    {
        var path = TestData.Require("wsi", "cmu-1-small-region.svs");
        Run(path, new IndexOptions { Tile = 200, Slides = new SlideCutOptions { TileMpp = 0.499, Gates = QualityGates.Off } });
        using var slide = SlideReaders.Open(path);
        Assert.That(_collection.Tiles(), Is.Not.Empty);
        foreach (var tile in _collection.Tiles())
        {
            Assert.That((tile.Width, tile.Height, tile.X % 200, tile.Y % 200), Is.EqualTo((200, 200, 0, 0)));
            var rgb = new byte[3 * 200 * 200];
            slide.ReadRegion(0, tile.X, tile.Y, 200, 200, rgb);
            Assert.That(_collection.Vector(_collection.Space(), tile.Id), Is.EqualTo(_embedder.Embed(new RgbImage(200, 200, rgb))).Within(1e-6));
        }
    }

    [Test]
    public void Run_GivenResolution_AppliesToSlidesThatDoNotSayOne()
    {
        Run(TestData.Require("wsi", "tcga-cr-7395-01a-01-ts1.svs"), new IndexOptions { Tile = 200, Mpp = 0.25 });
        Assert.Multiple(() =>
        {
            Assert.That(_collection.Slides().Single().Mpp, Is.EqualTo(0.25));
            Assert.That(_collection.Tiles().Select(tile => tile.Width).Distinct(), Is.EqualTo(new[] { 400 }));
        });
    }

    [Test]
    public void Run_Annotations_RestrictAndLabelTheTiles()
    {
        _folder.Write("marks/cmu-1-small-region.geojson", """
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[600,600],[1600,600],[1600,2400],[600,2400],[600,600]]]},
             "properties":{"objectType":"annotation","classification":{"name":"Tumor"}}}
            """);
        var slides = new SlideCutOptions { Annotations = _folder.At("marks"), Gates = QualityGates.Off };
        var report = Run(TestData.Require("wsi", "cmu-1-small-region.svs"), new IndexOptions { Tile = 200, Slides = slides });
        Assert.Multiple(() =>
        {
            Assert.That(report.Dropped[DropReason.Annotation], Is.GreaterThan(0));
            Assert.That(_collection.Tiles(), Is.Not.Empty);
            foreach (var tile in _collection.Tiles())
            {
                Assert.That(tile.X + (tile.Width / 2), Is.InRange(600, 1600));
                Assert.That(tile.Labels.GetValueOrDefault("annotation"), Is.AnyOf("Tumor", null));
            }

            Assert.That(_collection.Tiles().Count(tile => tile.Labels.ContainsKey("annotation")), Is.GreaterThan(_collection.Tiles().Count / 2));
        });
    }

    [Test]
    public void Run_AnnotationsInPartMistaken_IndexesTheRestAndSaysWhich()
    {
        _folder.Write("marks/cmu-1-small-region.geojson", """
            {"type":"FeatureCollection","features":[
             {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[200,200],[1800,2600],[1800,200],[200,2600],[200,200]]]},"properties":{"objectType":"annotation"}},
             {"type":"Feature","geometry":{"type":"Polygon","coordinates":[]},"properties":{"objectType":"annotation"}},
             {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[90000,0],[90900,0],[90900,500],[90000,0]]]},"properties":{"objectType":"annotation"}}]}
            """);
        var path = TestData.Require("wsi", "cmu-1-small-region.svs");
        var report = Run(path, new IndexOptions { Tile = 200, Slides = new SlideCutOptions { Annotations = _folder.At("marks"), Gates = QualityGates.Off } });
        Assert.Multiple(() =>
        {
            Assert.That(report.Tiles, Is.GreaterThan(0));
            Assert.That(report.Notes.Select(note => note.File), Is.All.EqualTo(path));
            Assert.That(report.Notes.Select(note => note.Note), Is.EqualTo(report.Outcomes.Single().Notes));
            foreach (var start in new[] { "feature 1 ", "feature 2 ", "feature 3 lies beside the slide" })
            {
                Assert.That(report.Notes.Count(note => note.Note.StartsWith(start, StringComparison.Ordinal)), Is.EqualTo(1), start);
            }
        });
    }

    [Test]
    public void Run_SelectionAndOverview_TakesAPartAndDrawsIt()
    {
        Directory.CreateDirectory(_folder.At("pictures"));
        var path = TestData.Require("wsi", "cmu-1-small-region.svs");
        var all = Run(path, new IndexOptions { Tile = 100, Slides = new SlideCutOptions { Gates = QualityGates.Off } }).Tiles;
        using var second = Collection.Create(_folder.At("second.concord"), new CollectionOptions { Space = _embedder.Space });
        var slides = new SlideCutOptions { Gates = QualityGates.Off, Selection = TileSelections.Of("random", 0.1), Overview = _folder.At("pictures") };
        var plan = IndexPlan.Create([path], null, new IndexOptions { Tile = 100, Slides = slides });
        var part = new Indexer().Run(second, second.Space(), _embedder, plan, null, CancellationToken.None).Tiles;
        Assert.Multiple(() =>
        {
            Assert.That(part, Is.InRange(1, all / 5));
            Assert.That(ImageFile.ReadHeader(_folder.At("pictures", "cmu-1-small-region.svs.png")).Height, Is.GreaterThan(900));
        });
    }

    [Test]
    public void Run_FiftyDamagedSlides_CostALineEachAndTheGoodOneIsIndexed()
    {
        var good = File.ReadAllBytes(TestData.Require("wsi", "cmu-1-small-region.svs"));
        var random = new Random(11);
        Directory.CreateDirectory(_folder.At("zoo"));
        for (var i = 0; i < 50; i++) File.WriteAllBytes(_folder.At("zoo", $"a{i:00}.svs"), good[..random.Next(1, good.Length / 2)]);
        File.WriteAllBytes(_folder.At("zoo", "z.svs"), good);
        var report = Run(_folder.At("zoo"), new IndexOptions { Tile = 224 });
        Assert.Multiple(() =>
        {
            Assert.That(report.Skipped, Has.Count.EqualTo(50));
            Assert.That(_collection.Slides().Select(slide => slide.Name), Is.EqualTo(new[] { "z.svs" }));
        });
    }

    private IndexReport Run(string path, IndexOptions options) => new Indexer().Run(
        _collection, _collection.Space(), _embedder, IndexPlan.Create([path], null, options), null, CancellationToken.None);
}
