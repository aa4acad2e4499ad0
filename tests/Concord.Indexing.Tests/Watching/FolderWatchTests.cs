using Concord.Indexing;

namespace Concord.Tests;

public sealed class FolderWatchTests
{
    private readonly List<IReadOnlyList<string>> _runs = [];
    private TemporaryFolder _folder = null!;
    private FolderWatch _watch = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _runs.Clear();
        Directory.CreateDirectory(_folder.At("in"));
        _watch = new FolderWatch([_folder.At("in")], () => null, new IndexOptions(), Run);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Look_FileStillGrowing_IsLeftUntilItIsTheSameTwice()
    {
        _folder.Write("in/a.png", "1");
        Assert.That(_watch.Look(default), Is.True, "seen for the first time");
        _folder.Write("in/a.png", "12");
        Assert.That(_watch.Look(default), Is.True, "it grew");
        Assert.That(_runs, Is.Empty);
        Assert.That(_watch.Look(default), Is.False);
        Assert.That(_runs.Single(), Is.EqualTo(new[] { "a.png" }));
    }

    [Test]
    public void Look_FileThatWasTried_IsTriedAgainOnlyWhenItChanged()
    {
        _folder.Write("in/a.png", "1");
        for (var i = 0; i < 4; i++) _watch.Look(default);
        Assert.That(_runs, Has.Count.EqualTo(1));
        _folder.Write("in/sub/b.png", "1");
        _folder.Write("in/a.png", "changed");
        for (var i = 0; i < 4; i++) _watch.Look(default);
        Assert.That(_runs[1], Is.EqualTo(new[] { "a.png", "sub/b.png" }));
        Assert.That(_runs, Has.Count.EqualTo(2));
    }

    [Test]
    public void Run_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        var watch = new FolderWatch([_folder.At("in")], () => null, new IndexOptions(), plan =>
        {
            stop.Cancel();
            return Run(plan);
        });
        _folder.Write("in/a.png", "1");
        watch.Run(stop.Token);
        Assert.That(_runs, Has.Count.EqualTo(1));
    }

    private IndexReport Run(IndexPlan plan)
    {
        _runs.Add([.. plan.Slides.Select(slide => slide.Slide.Name)]);
        return new IndexReport(0, 0, 0, [], 0, TimeSpan.Zero);
    }
}
