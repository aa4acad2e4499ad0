using Concord.Indexing;

namespace Concord.Tests;

public sealed class PipelineTests
{
    private TemporaryFolder _folder = null!;
    private Embedder _embedder = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _embedder = Embedder.Load(Model.Open(TinyNetworks.Folder(_folder, "model", TinyNetworks.MapJson(), TinyNetworks.Map())));
    }

    [TearDown]
    public void TearDown()
    {
        _embedder.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Run_Images_CommitsEachOnceWithItsOwnVector()
    {
        Draw(50);
        var sink = new RecordingSink();
        var report = Run(sink);
        Assert.That((report.Slides, report.Tiles, report.AlreadyIndexed), Is.EqualTo((50, 50L, 0)));
        Assert.That(sink.Tiles.Select(t => t.Slide.Name), Is.Unique);
        for (var i = 0; i < 50; i++)
        {
            var expected = _embedder.Embed(ImageFile.Read(_folder.At("images", sink.Tiles[i].Slide.Name)));
            Assert.That(sink.Vectors.Skip(6 * i).Take(6), Is.EqualTo(expected).Within(1e-6), sink.Tiles[i].Slide.Name);
        }
    }

    [Test]
    public void Run_OneBadFileAmongAThousand_IsReportedAndTheRestIsThere()
    {
        Draw(999);
        var bad = _folder.Write("images/0500-bad.png", "this is no image");
        var sink = new RecordingSink();
        var report = Run(sink);
        Assert.That(report.Slides, Is.EqualTo(999));
        Assert.That(report.Skipped, Has.Count.EqualTo(1));
        Assert.That(report.Skipped[0].File, Is.EqualTo(bad));
        Assert.That(report.Skipped[0].Reason, Does.Contain("not an image"));
    }

    [Test]
    public void Run_AgainWithoutATable_DecodesNothingAndChangesNoLabels()
    {
        Draw(20);
        var sink = new RecordingSink();
        Run(sink);
        var report = Run(sink);
        Assert.That((report.Slides, report.AlreadyIndexed), Is.EqualTo((0, 20)));
        Assert.That(sink.Tiles, Has.Count.EqualTo(20));
        Assert.That(sink.Relabelled, Is.Empty);
    }

    [Test]
    public void Run_ChangedFile_IsIndexedAgain()
    {
        Draw(5);
        var sink = new RecordingSink();
        Run(sink);
        ImageFile.WritePng(TestImage.Waves(60, 60, 99), _folder.At("images", "0003.png"));
        Assert.That(Run(sink).Slides, Is.EqualTo(1));
    }

    [Test]
    public void Run_Cancelled_KeepsWhatWasCommittedAndTheNextRunDoesTheRest()
    {
        Draw(400);
        using var stop = new CancellationTokenSource();
        var sink = new RecordingSink { Committed = stop.Cancel };
        Assert.That(() => Run(sink, new IndexOptions { CommitTiles = 32 }, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        var kept = sink.Tiles.Count;
        Assert.That(kept, Is.InRange(32, 399));
        var report = Run(sink);
        Assert.That((report.AlreadyIndexed, report.Slides), Is.EqualTo((kept, 400 - kept)));
        Assert.That(sink.Tiles.Select(t => t.Slide.Name), Is.Unique);
    }

    [Test]
    public void Run_CancelledBeforehand_DoesNothing()
    {
        Draw(3);
        var sink = new RecordingSink();
        Assert.That(() => Run(sink, ct: new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(sink.Commits, Is.Empty);
    }

    [Test]
    public void Run_SinkThatFails_StopsWithItsException()
    {
        Draw(100);
        var sink = new RecordingSink { Committed = () => throw new ConcordIoException(ConcordErrorCode.DiskFull, "no space is left") };
        Assert.That(() => Run(sink, new IndexOptions { CommitTiles = 10 }), Throws.InstanceOf<ConcordIoException>());
        Assert.That(sink.Commits, Has.Count.EqualTo(1));
    }

    [Test]
    public void Run_Grid_CommitsEveryTileOfTheImage()
    {
        var image = TestImage.Waves(100, 70);
        ImageFile.WritePng(image, _folder.At("images", "a.png"));
        var sink = new RecordingSink();
        var report = Run(sink, new IndexOptions { Tile = 32 });
        Assert.That(report.Tiles, Is.EqualTo(6));
        for (var i = 0; i < 6; i++)
        {
            var tile = sink.Tiles[i];
            Assert.That((tile.Slide.Width, tile.Slide.Height), Is.EqualTo((100, 70)));
            Assert.That(sink.Vectors.Skip(6 * i).Take(6), Is.EqualTo(_embedder.Embed(image.Crop(tile.X, tile.Y, tile.Width, tile.Height))).Within(1e-6));
        }
    }

    [Test]
    public void Run_VectorThatIsNotFinite_SkipsThatImageAlone()
    {
        Draw(9);
        ImageFile.WritePng(TestImage.Plain(32, 32, 0, 0, 0), _folder.At("images", "black.png"));
        using var embedder = Embedder.Load(Model.Open(TinyNetworks.Folder(_folder, "vector", TinyNetworks.VectorJson(), TinyNetworks.Vector())));
        var report = Indexer.Run(new RecordingSink(), embedder, Plan(new IndexOptions()), null, CancellationToken.None);
        Assert.That(report.Slides, Is.EqualTo(9));
        Assert.That(report.Skipped.Single().File, Does.EndWith("black.png"));
    }

    [Test]
    public void Run_SmallCommits_AreAboutThatSize()
    {
        Draw(100);
        var sink = new RecordingSink();
        Run(sink, new IndexOptions { CommitTiles = 10, CommitInterval = TimeSpan.FromMinutes(1) });
        Assert.That(sink.Commits.SkipLast(1), Is.All.EqualTo(10));
    }

    [Test]
    public void Run_Progress_EndsAtTheTotal()
    {
        Draw(30);
        var progress = new LastProgress();
        Indexer.Run(new RecordingSink(), _embedder, Plan(new IndexOptions()), progress, CancellationToken.None);
        Assert.That((progress.Last!.DoneTiles, progress.Last.TotalTiles), Is.EqualTo((30L, 30L)));
    }

    private void Draw(int images)
    {
        for (var i = 0; i < images; i++) ImageFile.WritePng(TestImage.Waves(24 + (i % 20), 24 + (i % 13), i), _folder.At("images", $"{i:0000}.png"));
    }

    private IndexPlan Plan(IndexOptions options) => IndexPlan.Create([_folder.At("images")], null, options);

    private IndexReport Run(RecordingSink sink, IndexOptions? options = null, CancellationToken ct = default) =>
        Indexer.Run(sink, _embedder, Plan(options ?? new IndexOptions()), null, ct);

    private sealed class LastProgress : IProgress<IndexProgress>
    {
        internal IndexProgress? Last { get; private set; }

        public void Report(IndexProgress value) => Last = value;
    }
}
