namespace Concord.Plugins.Tests;

/// <summary>Bad native plugins, in processes of their own.</summary>
[Platform(Include = "Linux")]
internal sealed class NativeZooTests : PluginTest
{
    [TestCase("segfault", "crashed (signal 11, SIGSEGV)")]
    [TestCase("abort", "crashed (signal 6, SIGABRT)")]
    [TestCase("exit", "exit code 3")]
    public void Slide_WhoseReaderEnds_CostsThatSlideAndOthersAreRead(string act, string reason)
    {
        AllowNativeZoo();
        using var host = Host(Options with { Limits = PluginLimits.Default with { QuarantineEnds = 100 } });
        var reader = host.SlideReaders.Single();
        using var other = reader.Open("/good");
        Assert.That(() => reader.Open($"/open-{act}"), Throws.TypeOf<SlideException>().With.Message.Contains(reason));
        Assert.That(reader.Recognises($"/recognise-{act}"), Is.False);
        using var slide = reader.Open($"/read-{act}");
        Assert.That(() => slide.ReadRegion(0, 0, 0, 2, 2, new byte[12]), Throws.TypeOf<SlideException>().With.Message.Contains(reason));
        Assert.Multiple(() =>
        {
            var rgb = new byte[6];
            Assert.That(() => other.ReadRegion(0, 3, 4, 2, 1, rgb), Throws.Nothing, "the next process opens it again");
            Assert.That(rgb, Is.EqualTo(new byte[] { 73, 74, 75, 80, 81, 82 }));
            Assert.That(() => Read(reader, "/good"), Throws.Nothing);
        });
    }

    [Test]
    public void Slide_WhoseReaderHangs_IsEndedAtTheDeadline()
    {
        AllowNativeZoo();
        using var host = Host(Options with { Limits = PluginLimits.Default with { Call = TimeSpan.FromSeconds(2) } });
        Assert.That(() => Read(host.SlideReaders.Single(), "/read-hang"), Throws.TypeOf<SlideException>().With.Message.Contains("no answer in time"));
        Assert.That(() => Read(host.SlideReaders.Single(), "/good"), Throws.Nothing);
    }

    [TestCase("process")]
    [TestCase("host")]
    public void ReadRegion_LargerThanAFrame_IsWhole(string isolation)
    {
        AllowNativeZoo(isolation);
        using var host = Host(Options with { AllowNativeInHost = true });
        using var slide = host.SlideReaders.Single().Open("/good");
        var rgb = new byte[3 * 3000 * 2500];
        slide.ReadRegion(0, 11, 5, 3000, 2500, rgb);
        var expected = new byte[rgb.Length];
        for (var i = 0; i < expected.Length; i++) expected[i] = (byte)((7 * (11 + (i / 3 % 3000))) + (13 * (5 + (i / 3 / 3000))) + (i % 3));
        Assert.That(rgb.AsSpan().SequenceEqual(expected), Is.True);
    }

    [TestCase("refuse-quietly", "status 1 and did not say why")]
    [TestCase("refuse-endlessly", "xxx")]
    [TestCase("claim-levels", "1000000 levels")]
    [TestCase("claim-size", "9223372036854775807 x 4000")]
    public void Open_ThatIsRefusedOrClaimsWhatCannotBe_SaysSo(string name, string reason)
    {
        AllowNativeZoo();
        using var host = Host();
        Assert.That(() => host.SlideReaders.Single().Open("/" + name), Throws.TypeOf<SlideException>().With.Message.Contains(reason));
        Assert.That(Changes.Where(change => change.State != PluginState.Running), Is.Empty);
    }

    [TestCase("-DZOO_MINOR=99", "its library is of plugin ABI 1.99; this host has 1.0: update Concord")]
    [TestCase("-DZOO_REFUSE", "it refuses: there is no licence for it")]
    [TestCase("-DZOO_ID=\"another\"", "its library says the id \"another\"")]
    public void Load_ThatCannotBe_IsRefusedWithTheReason(string option, string reason)
    {
        foreach (var isolation in new[] { "process", "host" })
        {
            AllowNativeZoo(isolation, option, "-Wno-unused-function", "-Wno-unused-const-variable");
            using var host = Host(Options with { AllowNativeInHost = true });
            Assert.That(host.Plugins.Single(), Has.Property("State").EqualTo(PluginState.Refused).And.Property("Reason").Contains(reason), isolation);
        }
    }

    [Test]
    public void Load_OfWhatIsNoLibrary_IsRefused()
    {
        var source = Source("native-zoo", Manifest("native-zoo", "native", "zoo.so", "slide-reader", "process", permissions: "\"read-slides\""));
        File.WriteAllText(Path.Combine(source, "zoo.so"), "no library");
        Store.Allow(source, seal: true);
        using var host = Host();
        Assert.That(host.Plugins.Single().Reason, Does.Contain("cannot be loaded"));
    }

    [Test]
    public void Load_InTheHost_IsRefusedUnlessTheHostSaysSo()
    {
        AllowNativeZoo("host");
        using var host = Host();
        Assert.That(host.Plugins.Single(), Has.Property("State").EqualTo(PluginState.Refused).And.Property("Reason").Contains("a crash of it is the host's"));
    }

    [Test]
    public void Unload_WithASlideOpenInTheHost_WaitsAndThenLeavesTheCode()
    {
        AllowNativeZoo("host");
        using var host = Host(Options with { AllowNativeInHost = true });
        using var slide = host.SlideReaders.Single().Open("/good");
        host.Unload("native-zoo");
        Assert.That(() => slide.ReadRegion(0, 0, 0, 2, 2, new byte[12]), Throws.Nothing);
        Assert.That(host.SlideReaders, Is.Empty);
    }

    private static void Read(ISlideReader reader, string path)
    {
        using var slide = reader.Open(path);
        slide.ReadRegion(0, 0, 0, 2, 2, new byte[12]);
    }
}
