using Concord.Indexing;

namespace Concord.Tests;

/// <summary>Hostile files among good ones: each costs a line, and every good one is indexed.</summary>
[Platform(Include = "Linux")]
public sealed class IsolationTests
{
    private static readonly string[] Acts =
        ["crash", "abort", "exit", "memory", "native-memory", "garbage", "nonsense", "other-id", "few-pixels", "cut"];

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
    public void Run_FiftyHostileFilesInARow_CostALineEachAndEveryGoodOneIsIndexed()
    {
        Good("a", 20);
        for (var i = 0; i < 50; i++) Hostile($"m{i:00}.tif", i % 2 == 0 ? "open" : i % 4 == 1 ? "read" : "image", Acts[i % Acts.Length]);
        Good("z", 20);
        var sink = new RecordingSink();
        var report = Run(sink);
        Assert.Multiple(() =>
        {
            Assert.That(report.Skipped.Select(skip => Path.GetFileName(skip.File)).Order(), Is.EqualTo(Enumerable.Range(0, 50).Select(i => $"m{i:00}.tif")));
            Assert.That(report.Skipped.Count(skip => skip.Reason.Contains("SIGSEGV", StringComparison.Ordinal)), Is.EqualTo(5));
            Assert.That(sink.Slides.Keys.Where(name => !name.StartsWith('m')).Count(), Is.EqualTo(40));
            Assert.That(sink.Slides.Keys.Where(name => name.StartsWith('m')), Is.Empty);
        });
    }

    [Test]
    public void Run_FilesThatHang_AreEndedAndNamed()
    {
        Good("a", 3);
        for (var i = 0; i < 4; i++) Hostile($"m{i}.tif", i % 2 == 0 ? "read" : "recognise", "hang");
        Good("z", 3);
        var sink = new RecordingSink();
        var report = Run(sink, new SlideWorkerOptions { Program = Program, Deadline = TimeSpan.FromSeconds(4) });
        Assert.That(report.Skipped.Select(skip => skip.Reason), Has.Exactly(4).Contains("no answer within 4 s"));
        Assert.That(sink.Slides, Has.Count.EqualTo(6));
    }

    [TestCase("claim", "2147483648x2147483648x1")]
    [TestCase("claim", "4194304x4194304x1")]
    [TestCase("claim", "40x40x1")]
    [TestCase("mpp", "1e-9")]
    [TestCase("mpp", "0.0001")]
    [TestCase("mpp", "999")]
    [TestCase("mpp", "-1")]
    [TestCase("mpp", "NaN")]
    public void Run_SlideOfStrangeClaims_NeverStopsTheOthers(string when, string what)
    {
        Good("a", 3);
        Hostile("m.tif", when, what);
        Good("z", 3);
        var sink = new RecordingSink();
        var report = Run(sink);
        Assert.That(sink.Slides.Keys.Where(name => name != "m.tif").Count(), Is.EqualTo(6));
        Assert.That(report.Skipped.Select(skip => Path.GetFileName(skip.File)), Is.SubsetOf(new[] { "m.tif" }));
        TestContext.Out.WriteLine(report.Skipped.SingleOrDefault()?.Reason ?? "indexed");
    }

    [Test]
    public void Run_WithoutIsolation_GivesTheSameVectors()
    {
        Good("a", 30);
        var (isolated, direct) = (new RecordingSink(), new RecordingSink());
        Run(isolated, new SlideWorkerOptions { Program = Program, PlainImages = true });
        Indexer.Run(direct, _embedder, Plan(new IndexOptions { Isolated = false }), null, CancellationToken.None);
        Assert.That(ByName(isolated), Is.EqualTo(ByName(direct)));
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Concord.Slides.HostileWorker");

    private static List<(string, float)> ByName(RecordingSink sink) =>
        [.. sink.Tiles.Select((tile, i) => (tile.Slide.Name, sink.Vectors[6 * i])).OrderBy(entry => entry.Name, StringComparer.Ordinal)];

    private void Good(string prefix, int count)
    {
        for (var i = 0; i < count; i++) ImageFile.WritePng(TestImage.Waves(40, 40, i), _folder.At("files", $"{prefix}{i:00}.png"));
    }

    private void Hostile(string name, string when, string what) => _folder.Write($"files/{name}", HostileFile.Text(when, what));

    private IndexPlan Plan(IndexOptions options) => IndexPlan.Create([_folder.At("files")], null, options);

    private IndexReport Run(RecordingSink sink, SlideWorkerOptions? workers = null) => Indexer.Run(
        sink, _embedder, Plan(new IndexOptions { WorkerProcesses = workers ?? new SlideWorkerOptions { Program = Program, MemoryBytes = 512L << 20 } }), null, CancellationToken.None);
}
