namespace Concord.Tests;

/// <summary>Files that take over, or bring down, the process that reads them.</summary>
[Platform(Include = "Linux")]
public sealed class HostileSlideTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("crash", "crashed (signal 11, SIGSEGV)")]
    [TestCase("abort", "crashed (signal 6, SIGABRT)")]
    [TestCase("exit", "ended by itself (exit code 3)")]
    [TestCase("memory", "more than the 512 MiB of memory")]
    [TestCase("native-memory", "more than the 512 MiB of memory")]
    [TestCase("garbage", "makes no sense")]
    [TestCase("nonsense", "makes no sense")]
    [TestCase("other-id", "makes no sense")]
    [TestCase("cut", "ended by itself (exit code 0)")]
    public void Slide_HostileAnywhere_CostsOneReasonAndTheNextFileIsRead(string what, string reason)
    {
        using var workers = Hostile.Workers();
        foreach (var when in new[] { "recognise", "open", "read", "image" })
        {
            var path = Hostile.File(_folder, when + ".tif", when, what);
            Assert.That(() => Use(workers, path), Throws.TypeOf<SlideException>().With.Message.Contains(reason), when);
        }

        Assert.That(() => Use(workers, Hostile.File(_folder, "good.tif", "never", "nothing")), Throws.Nothing);
        Assert.That(workers.Started, Is.EqualTo(5), "one process for each hostile file, and one for the good");
    }

    [TestCase("crash", "crashed (signal 11, SIGSEGV)")]
    [TestCase("native-memory", "more than the 512 MiB of memory")]
    [TestCase("garbage", "makes no sense")]
    [TestCase("few-pixels", "10 bytes where 588")]
    public void Slide_HostileWhenItsTissueIsLookedFor_CostsOneReason(string what, string reason)
    {
        using var workers = Hostile.Workers();
        using var slide = workers.Open(Hostile.File(_folder, "a.tif", "read", what));
        Assert.That(() => LevelShrinker.Shrink(slide, 0, 32, CancellationToken.None), Throws.TypeOf<SlideException>().With.Message.Contains(reason));
    }

    [Test]
    public void Slide_ThatHangsWhenItsTissueIsLookedFor_IsEndedAtTheDeadline()
    {
        using var workers = Hostile.Workers(Hostile.Options with { Deadline = TimeSpan.FromSeconds(3) });
        using var slide = workers.Open(Hostile.File(_folder, "hangs.tif", "read", "hang"));
        Assert.That(() => LevelShrinker.Shrink(slide, 0, 32, CancellationToken.None), Throws.TypeOf<SlideException>().With.Message.Contains("no answer within 3 s"));
    }

    [Test]
    public void Slide_ThatHangs_IsEndedAtTheDeadline()
    {
        using var workers = Hostile.Workers(Hostile.Options with { Deadline = TimeSpan.FromSeconds(3) });
        var path = Hostile.File(_folder, "hangs.tif", "read", "hang");
        Assert.That(() => Use(workers, path), Throws.TypeOf<SlideException>().With.Message.Contains("no answer within 3 s"));
    }

    [Test]
    public void Slide_ThatFailedOnce_KeepsItsReason()
    {
        using var workers = Hostile.Workers();
        using var slide = workers.Open(Hostile.File(_folder, "a.tif", "read", "exit"));
        var rgb = new byte[300];
        for (var i = 0; i < 2; i++) Assert.That(() => slide.ReadRegion(0, 0, 0, 10, 10, rgb), Throws.TypeOf<SlideException>().With.Message.Contains("exit code 3"));
    }

    [Test]
    public void Slide_OfTooFewPixels_IsRefusedAndNothingOfItIsKept()
    {
        using var workers = Hostile.Workers();
        using var slide = workers.Open(Hostile.File(_folder, "a.tif", "read", "few-pixels"));
        Assert.That(() => slide.ReadRegion(0, 0, 0, 10, 10, new byte[300]), Throws.TypeOf<SlideException>().With.Message.Contains("10 bytes where 300"));
    }

    [Test]
    public void Slide_WhoseLibraryPrints_IsReadAsEver()
    {
        using var workers = Hostile.Workers();
        foreach (var when in new[] { "recognise", "open", "read", "close" })
        {
            Assert.That(() => Use(workers, Hostile.File(_folder, when + ".tif", when, "chatter")), Throws.Nothing, when);
        }

        Assert.That(workers.Started, Is.EqualTo(1));
    }

    [TestCase("2147483648x2147483648x1")]
    [TestCase("0x100x1")]
    [TestCase("-5x100x1")]
    [TestCase("100x100x0.5")]
    [TestCase("100x100xNaN")]
    [TestCase("100x100xInfinity")]
    [TestCase("9223372036854775807x9223372036854775807x1")]
    [TestCase("4194304x4194304x1")]
    public void Slide_ThatClaimsWhatCannotBe_IsRefused(string claim)
    {
        using var workers = Hostile.Workers();
        Assert.That(() => Use(workers, Hostile.File(_folder, "a.tif", "claim", claim)), Throws.TypeOf<SlideException>());
    }

    [Test]
    public void Workers_FiftyBroughtDown_LeaveNoZombieAndNoDescriptor()
    {
        using var workers = Hostile.Workers();
        var path = Hostile.File(_folder, "a.tif", "read", "crash");
        Assert.That(() => Use(workers, path), Throws.TypeOf<SlideException>());
        var before = Descriptors();
        for (var i = 0; i < 50; i++) Assert.That(() => Use(workers, path), Throws.TypeOf<SlideException>());
        Assert.Multiple(() =>
        {
            Assert.That(workers.Started, Is.EqualTo(51));
            Assert.That(Descriptors(), Is.LessThan(before + 10), "a leak would be of three or more each");
            Assert.That(Children(), Is.Empty);
        });
    }

    [Test]
    public void Dispose_WithIdleWorkers_EndsThem()
    {
        var workers = Hostile.Workers();
        var good = Hostile.File(_folder, "good.tif", "never", "nothing");
        using (workers.Open(good)) using (workers.Open(good)) Assert.That(Children(), Has.Count.EqualTo(2));
        workers.Dispose();
        Assert.That(Children(), Is.Empty);
    }

    [Test]
    public void Workers_OfThreadsThatEnd_LiveOn()
    {
        using var workers = Hostile.Workers();
        var good = Hostile.File(_folder, "good.tif", "never", "nothing");
        for (var i = 0; i < 3; i++)
        {
            var thread = new Thread(() => Use(workers, good));
            thread.Start();
            thread.Join();
        }

        Assert.That(workers.Started, Is.EqualTo(1));
    }

    /// <summary>Parent killed while its worker hangs in a file: the worker, which reads no pipe meanwhile, is gone too.</summary>
    [Test]
    public void Worker_WhoseParentIsKilled_Ends()
    {
        var path = Hostile.File(_folder, "hangs.tif", "open", "hang");
        var start = new System.Diagnostics.ProcessStartInfo(Hostile.Program) { RedirectStandardOutput = true };
        start.ArgumentList.Add("hold");
        start.ArgumentList.Add(path);
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using var parent = System.Diagnostics.Process.Start(start)!;
        var worker = int.Parse(parent.StandardOutput.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(IsRunning(worker), Is.True);
        parent.Kill();
        parent.WaitForExit();
        Assert.That(SpinWait.SpinUntil(() => !IsRunning(worker), TimeSpan.FromSeconds(30)), Is.True);
    }

    private static void Use(SlideWorkers workers, string path)
    {
        if (!workers.IsWholeSlide(path))
        {
            workers.Decoder().Read(path);
            return;
        }

        using var slide = workers.Open(path);
        slide.ReadRegion(0, 0, 0, 20, 20, new byte[1200]);
    }

    private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    /// <summary>Child processes of this one that are hostile workers, dead ones that nobody asked for included.</summary>
    private static List<string> Children() => [.. Directory.GetDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
        .Select(Stat)
        .Where(stat => stat is not null && stat.Contains("(Concord.Slides") && stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .OfType<string>()];

    private static bool IsRunning(int process) => Stat($"/proc/{process}") is { } stat && stat[stat.LastIndexOf(')') + 2] != 'Z';

    private static string? Stat(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat"));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
