using System.Diagnostics;
using System.Runtime.InteropServices;
using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

/// <summary>Indexing that is stopped, politely or not, and begun again.</summary>
[TestFixture]
internal sealed partial class InterruptionTests : CliTest
{
    private const int Sigint = 2;
    private const int Each = 150;

    [Test]
    public void Index_KilledAtAnyMoment_LosesNoTileAndHasNoneTwice()
    {
        var tiles = Cohort(Each);
        string[] index = ["index", "a", tiles, "--labels", Path.Combine(tiles, "labels.csv"), "--json"];
        Concord.Succeed("collection", "create", "a");
        foreach (var delay in new[] { 700, 1100, 1600 })
        {
            using var process = Concord.Start(index);
            if (!process.WaitForExit(delay)) process.Kill();
            process.WaitForExit();
        }

        var last = Concord.Run(index);

        Assert.That(last.Exit, Is.Zero, last.ToString());
        Assert.That(Files("a"), Is.EquivalentTo(Directory.EnumerateFiles(tiles, "*.png", SearchOption.AllDirectories)));
        Concord.Succeed("collection", "verify", "a");
    }

    [Test]
    public void Index_Interrupted_Exits130AndResumes()
    {
        if (SigintIsIgnored()) Assert.Ignore("skipped: whoever started the tests ignores SIGINT, as a shell does for what runs in its background, and every process below inherits that");
        var tiles = Cohort(Each);
        string[] index = ["index", "a", tiles, "--json"];
        Concord.Succeed("collection", "create", "a");
        using var process = Concord.Start(index);
        WaitForFirstProgress(process);
        Assert.That(Kill(process.Id, Sigint), Is.Zero);

        var interrupted = ConcordProcess.End(process, index);
        var resumed = Concord.Run(index);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(interrupted.Exit, Is.EqualTo(130), interrupted.ToString());
            Assert.That((string?)interrupted.Error["code"], Is.EqualTo("cancelled"));
            Assert.That(resumed.Exit, Is.Zero, resumed.ToString());
            Assert.That((int)resumed.Json["tiles"]! + (int)resumed.Json["already_indexed"]!, Is.EqualTo(2 * Each));
            Assert.That((int)Concord.Succeed("collection", "info", "a").Json["tiles"]!, Is.EqualTo(2 * Each));
        }
    }

    [Test]
    public void Index_Again_AddsNothing()
    {
        var tiles = Indexed("a");

        var again = Concord.Succeed("index", "a", tiles, "--labels", Path.Combine(tiles, "labels.csv"));

        Assert.That(((int)again.Json["tiles"]!, (int)again.Json["already_indexed"]!), Is.EqualTo((0, 12)));
    }

    /// <summary>The source files of every tile in a collection.</summary>
    private List<string> Files(string collection)
    {
        var hits = Concord.Succeed("search", collection, "--tile", "1", "-k", "10000", "--exclude", "none", "--mode", "exact").Json["hits"]!.AsArray();
        var files = hits.Select(hit => (string)hit!["file"]!).ToList();
        var own = Directory.EnumerateFiles(At("tiles"), "*.png", SearchOption.AllDirectories).Except(files).ToList();
        Assert.That(own, Has.Count.EqualTo(1), "the query tile alone is no hit");
        return [.. files, own[0]];
    }

    /// <summary>Returns once the process has written its first line of progress, so that the signal meets work.</summary>
    private static bool SigintIsIgnored()
    {
        var ignored = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (Convert.ToUInt64(ignored[7..].Trim(), 16) & (1UL << (Sigint - 1))) != 0;
    }

    private static void WaitForFirstProgress(Process process) => process.StandardError.ReadLine();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
