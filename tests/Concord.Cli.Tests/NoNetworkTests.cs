using System.ComponentModel;
using System.Diagnostics;
using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

/// <summary>No command opens a network connection, and no library below leaves an identifier of the machine behind.</summary>
[TestFixture]
internal sealed class NoNetworkTests : CliTest
{
    [Test]
    public void IndexAndSearch_UnderStrace_OpenNoSocketToAnywhere()
    {
        var tiles = Cohort(3);
        Traced("collection", "create", "a");
        Traced("index", "a", tiles);
        Traced("search", "a", "--image", Path.Combine(tiles, "dense", "dense0.png"));
        var sockets = Directory.EnumerateFiles(Folder, "trace.*").SelectMany(File.ReadLines).Where(line => line.Contains("AF_INET", StringComparison.Ordinal)).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sockets, Is.Empty, string.Join('\n', sockets));
            Assert.That(Directory.EnumerateFiles(At("user"), "*", SearchOption.AllDirectories).Where(file => file.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase)), Is.Empty);
        }
    }

    private void Traced(params string[] arguments)
    {
        Directory.CreateDirectory(At("user"));
        var start = new ProcessStartInfo("strace", ["-f", "-ff", "-qq", "-e", "trace=socket,connect", "-o", At("trace"), ConcordProcess.Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CONCORD_HOME"] = At("home");
        start.Environment["HOME"] = At("user");
        start.Environment.Remove("XDG_CACHE_HOME");
        start.Environment.Remove("CI");
        try
        {
            using var process = Process.Start(start)!;
            var outcome = ConcordProcess.End(process, arguments);
            Assert.That(outcome.Exit, Is.Zero, outcome.ToString());
        }
        catch (Win32Exception)
        {
            Assert.Ignore("skipped: strace is not installed; ./setup.sh strace installs it");
        }
    }
}
