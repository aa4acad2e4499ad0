using Concord.Indexing;

namespace Concord.Tests;

/// <summary>Slides that several workers share, runs that are cut off, slides that fail late: what is stored is always the same.</summary>
public sealed class SlideOrderTests
{
    private TemporaryFolder _folder = null!;
    private Embedder _embedder = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _embedder = Embedder.Load(Model.Open(TinyNetworks.Folder(_folder, "model", TinyNetworks.MapJson(), TinyNetworks.Map())));
        Directory.CreateDirectory(_folder.At("slides"));
        File.Copy(TestData.Require("wsi", "cmu-1-small-region.svs"), _folder.At("slides", "b.svs"));
        for (var i = 0; i < 5; i++) ImageFile.WritePng(TestImage.Waves(30 + i, 40, i), _folder.At("slides", $"{(i < 3 ? 'a' : 'c')}{i}.png"));
    }

    [TearDown]
    public void TearDown()
    {
        _embedder.Dispose();
        _folder.Dispose();
    }

    [TestCase(2)]
    [TestCase(7)]
    public void Run_AnyNumberOfWorkers_StoresTheSameInTheSameOrder(int workers)
    {
        var (one, many) = (new RecordingSink(), new RecordingSink());
        Run(one, Options() with { Workers = 1 });
        Run(many, Options() with { Workers = workers });
        AssertSame(many, one);
    }

    [Test]
    public void Run_CutOffAfterEveryCommit_EndsWithWhatOneRunStores()
    {
        var whole = new RecordingSink();
        Run(whole, Options());
        CancellationTokenSource? stop = null;
        var parts = new RecordingSink { Committed = () => stop!.Cancel() };
        for (var runs = 0; ; runs++)
        {
            Assert.That(runs, Is.LessThan(200), "every run stores something");
            using (stop = new CancellationTokenSource())
            {
                try
                {
                    Run(parts, Options(), stop.Token);
                    break;
                }
                catch (OperationCanceledException)
                {
                }
            }
        }

        Assert.That(parts.Commits, Has.Count.GreaterThan(10));
        AssertSame(parts, whole);
    }

    [Test]
    public void Run_SlideThatShrinksWhileRead_LeavesNothingOfIt()
    {
        // A slide with a smaller level: one without is in memory once its tissue is found, and is read no more.
        var slide = _folder.At("slides", "b.svs");
        File.Copy(TestData.Require("wsi", "tcga-cr-7395-01a-01-ts1.svs"), slide, overwrite: true);
        var sink = new RecordingSink { Committed = () => Shorten(slide) };
        var slides = new SlideCutOptions { Gates = QualityGates.Off, TileMpp = 0.125 };
        var report = Run(sink, Options() with { Workers = 2, Mpp = 0.25, CommitInterval = TimeSpan.FromHours(1), Slides = slides });
        Assert.Multiple(() =>
        {
            Assert.That(sink.Commits.Sum(), Is.GreaterThan(5), "part of it had been stored");
            Assert.That(sink.Tiles.Select(tile => tile.Slide.Name), Is.EqualTo(new[] { "a0.png", "a1.png", "a2.png", "c3.png", "c4.png" }));
            Assert.That(report.Skipped.Single().File, Does.EndWith("b.svs"));
            Assert.That((report.Slides, report.Tiles), Is.EqualTo((5, 5L)));
            Assert.That(report.Outcomes.Select(outcome => outcome.State), Is.EqualTo(new[]
            {
                SlideState.Indexed, SlideState.Indexed, SlideState.Indexed, SlideState.Failed, SlideState.Indexed, SlideState.Indexed,
            }));
        });
    }

    [Test]
    public void Run_OtherTiles_CutsSlidesAgainButNotImages()
    {
        using var collection = Collection.Create(_folder.At("c.concord"), new CollectionOptions { Space = _embedder.Space });
        var first = Run(new CollectionSink(collection, collection.Space()), Options());
        var same = Run(new CollectionSink(collection, collection.Space()), Options());
        var other = Run(new CollectionSink(collection, collection.Space()), Options() with { Slides = Options().Slides with { Overlap = 0.5 } });
        Assert.Multiple(() =>
        {
            Assert.That((first.Slides, same.Slides, same.AlreadyIndexed), Is.EqualTo((6, 0, 6)));
            Assert.That((other.Slides, other.AlreadyIndexed, other.CutAgain), Is.EqualTo((1, 5, 1)));
            Assert.That(collection.Info().Tiles, Is.EqualTo(5 + other.Tiles));
            Assert.That(other.Tiles, Is.GreaterThan(3 * (first.Tiles - 5)));
            Assert.That(collection.Verify().Problems, Is.Empty);
        });
    }

    [Test]
    public void Run_Log_HasALineForEverySlideAndCountsThatAddUp()
    {
        using var text = new StringWriter();
        var report = Indexer.Run(new RecordingSink(), _embedder, Plan(Options()), null, CancellationToken.None, new IndexLog(text));
        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!).ToList();
        Assert.Multiple(() =>
        {
            Assert.That((string?)lines[0]["event"], Is.EqualTo("started"));
            Assert.That(lines.Count(line => (string?)line["event"] == "slide"), Is.EqualTo(6));
            Assert.That(lines.Where(line => (string?)line["event"] == "committed").Sum(line => (long)line["tiles"]!), Is.EqualTo(report.Tiles));
            Assert.That((long)lines[^1]["tiles"]!, Is.EqualTo(report.Tiles));
        });
    }

    [Test]
    public void OutcomeTable_Quotes_WhatWouldBreakALine()
    {
        using var text = new StringWriter();
        OutcomeTable.Write(text, [new SlideOutcome("a,\"b\".svs", SlideState.Failed, 0, null, TimeSpan.FromSeconds(1.5), "two\nlines")]);
        Assert.That(text.ToString(), Does.EndWith("\"a,\"\"b\"\".svs\",failed,0,,,,,,,,1.5,\"two\nlines\"\r\n"));
    }

    private static void AssertSame(RecordingSink actual, RecordingSink expected)
    {
        Assert.That(expected.Tiles, Has.Count.GreaterThan(300));
        Assert.That(actual.Tiles.Select(tile => (tile.Slide.Name, tile.X, tile.Y)), Is.EqualTo(expected.Tiles.Select(tile => (tile.Slide.Name, tile.X, tile.Y))));
        Assert.That(actual.Vectors, Is.EqualTo(expected.Vectors).Within(1e-6));
        Assert.That(actual.Slides, Is.EquivalentTo(expected.Slides));
    }

    private static void Shorten(string slide)
    {
        using var file = File.OpenWrite(slide);
        file.SetLength(100_000);
    }

    private static IndexOptions Options() => new() { CommitTiles = 16, Slides = new SlideCutOptions { Gates = QualityGates.Off, TileMpp = 1 } };

    private IndexPlan Plan(IndexOptions options) => IndexPlan.Create([_folder.At("slides")], null, options);

    private IndexReport Run(ITileSink sink, IndexOptions options, CancellationToken ct = default) =>
        Indexer.Run(sink, _embedder, Plan(options), null, ct);
}
