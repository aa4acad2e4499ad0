using System.Diagnostics;
using Concord.Cli.Tests.Support;
using Concord.Client;

namespace Concord.Cli.Tests;

/// <summary>
/// What another user of the machine tries against an engine that runs with a umask of 000, 022 and 077: to connect, to read, to replace, to stand in its place. Each attempt fails, and the engine answers its own
/// user before and after.
/// </summary>
[Platform(Include = "Linux")]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
[TestFixture("000")]
[TestFixture("022")]
[TestFixture("077")]
internal sealed class OtherUserTests(string umask)
{
    private const UnixFileMode Open = (UnixFileMode)511, Own = (UnixFileMode)448, OwnFile = (UnixFileMode)384;

    /// <summary>Connects, sends a right first message, and prints "answered" when anything comes back.</summary>
    private const string Connect = """
        exec perl -MSocket -e 'socket(my $s, PF_UNIX, SOCK_STREAM, 0) or die; connect($s, sockaddr_un($ARGV[0])) or die "connect: $!\n";
        syswrite($s, pack("N", 28) . pack("H*", "940001a568656c6c6f82a776657273696f6e01a6636c69656e74a163")); print "answered\n" if sysread($s, my $b, 4096);' "$1"
        """;

    /// <summary>Listens at a path and prints how many bytes the first caller sent.</summary>
    private const string Listen = """
        exec perl -MSocket -e '$| = 1; socket(my $s, PF_UNIX, SOCK_STREAM, 0) or die; bind($s, sockaddr_un($ARGV[0])) or die "bind: $!\n"; chmod 0777, $ARGV[0]; listen($s, 1) or die; print "listening\n";
        accept(my $c, $s) or die; my $n = sysread($c, my $b, 4096); print "got $n\n";' "$1"
        """;

    private string _base = "";
    private ConcordProcess _concord = null!;
    private Process _server = null!;

    private string Run => Path.Combine(_base, "run");

    private string Socket => Path.Combine(Run, "s.sock");

    private string Home => Path.Combine(_base, "home");

    [OneTimeSetUp]
    public void StartEngine()
    {
        OtherUser.Require();
        // Its folder can be walked through by everybody: what stops the other is Concord's own doing.
        _base = Directory.CreateTempSubdirectory("concord-other-").FullName;
        File.SetUnixFileMode(_base, (UnixFileMode)493);
        _concord = new ConcordProcess(Home);
        Shell("\"$0\" collection create a && \"$0\" plugin new \"$1/mine\" && \"$0\" model list", _base).WaitForExit();
        _server = Shell("exec \"$0\" serve --pipe \"$1\"", Socket);
        while (_server.StandardError.ReadLine() is { } line && !line.Contains("Listening at", StringComparison.Ordinal))
        {
        }
    }

    [OneTimeTearDown]
    public void StopEngine()
    {
        if (_base.Length == 0) return;
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
        Directory.Delete(_base, recursive: true);
    }

    [TearDown]
    public void AnswersItsOwnUser()
    {
        if (_base.Length > 0) Assert.That(OtherUser.OwnSh(Connect, Socket), Is.EqualTo("answered"));
    }

    [Test]
    public void Case01_Connect_IsDenied() => Assert.That(OtherUser.Sh(Connect, Socket), Is.Empty);

    [Test]
    public void Case02_ConnectWhereTheFolderWasOpened_IsDeniedByTheSocket()
    {
        File.SetUnixFileMode(Run, (UnixFileMode)493);
        var answer = OtherUser.Sh(Connect, Socket);
        File.SetUnixFileMode(Run, Own);
        Assert.That(answer, Is.Empty);
    }

    [Test]
    public void Case03_ConnectWhereEverythingWasOpened_IsClosedByTheEngine()
    {
        File.SetUnixFileMode(Run, Open);
        File.SetUnixFileMode(Socket, Open);
        var answer = OtherUser.Sh(Connect, Socket);
        File.SetUnixFileMode(Socket, OwnFile);
        File.SetUnixFileMode(Run, Own);
        Assert.That(answer, Is.Empty);
    }

    [Test]
    public void Case04_ListTheFolderOfThePipe_IsDenied()
    {
        Assert.That(OtherUser.OwnSh("ls \"$1\"", Run), Does.Contain("s.sock"));
        Assert.That(OtherUser.Sh("ls \"$1\"", Run), Is.Empty);
    }

    [Test]
    public void Case05_RemoveTheSocket_IsDenied() => Assert.That(OtherUser.Sh("rm -f \"$1\" && echo removed", Socket), Is.Empty);

    [Test]
    public void Case06_PutAnotherFolderInItsPlace_IsDenied() => Assert.That(OtherUser.Sh("mv \"$1\" \"$1.old\" && mkdir \"$1\" && echo replaced", Run), Is.Empty);

    [Test]
    public void Case07_HoldTheLock_IsDenied() => Assert.That(OtherUser.Sh("exec 9<>\"$1\" && flock -n 9; [ -e \"$1\" ] && echo held", Path.Combine(Run, "s.lock")), Is.Empty);

    [Test]
    public void Case08_FolderMadeFirst_IsUsedByNeitherEnd() => RefusedBoth(Squat("mkdir -m 0777 \"$1\" && : > \"$1/s.sock\" && echo done"));

    [Test]
    public void Case09_LinkMadeFirst_IsUsedByNeitherEnd() => RefusedBoth(Squat($"ln -s {Run} \"$1\" && echo done"));

    [Test]
    public void Case10_ListenerInItsPlace_GetsNothingFromClients()
    {
        var folder = Squat("mkdir -m 0777 \"$1\" && echo done");
        using var squatter = OtherUser.Start("/bin/sh", "-c", Listen, "attack", Path.Combine(folder, "s.sock"));
        Assert.That(squatter.StandardOutput.ReadLine(), Is.EqualTo("listening"));
        var error = Assert.ThrowsAsync<ConcordServiceException>(() => ConcordClient.Connect(new ClientOptions { Pipe = Path.Combine(folder, "s.sock") }));
        squatter.Kill();
        Assert.That((error!.Code, squatter.StandardOutput.ReadToEnd()), Is.EqualTo(("access_denied", "")));
    }

    [Test]
    public void Case11_ReadAndReplaceCollections_IsDenied()
    {
        var collections = Path.Combine(Home, "collections");
        Assert.That(OtherUser.OwnSh("find \"$1\" -name catalog.db -readable", Home), Does.Contain("catalog.db"));
        Assert.That(OtherUser.Sh("find \"$1\" -mindepth 3", Home), Is.Empty);
        Assert.That(OtherUser.Sh("cat \"$1/a.concord/catalog.db\"", collections), Is.Empty);
        Assert.That(OtherUser.Sh("mv \"$1/a.concord\" \"$1/b.concord\" && echo moved; mkdir \"$1/c.concord\" && echo made; mv \"$1\" \"$1.old\" && echo moved", collections), Is.Empty);
    }

    [Test]
    public void Case12_HandOverAPlugin_IsDenied()
    {
        foreach (var folder in new[] { Path.Combine(Home, "plugins"), Path.Combine(Home, "run", "plugins"), Home })
        {
            Assert.That(Directory.Exists(folder), Is.True, folder);
            Assert.That(OtherUser.Sh("mkdir \"$1/evil\" && echo made; touch \"$1/allowed.sha256\" && echo touched; ls \"$1\"", folder), Is.Empty, folder);
        }
    }

    /// <summary>What the other user puts where an engine's folder would come to be, in a folder for everybody as /tmp is.</summary>
    private string Squat(string script)
    {
        var shared = Path.Combine(_base, TestContext.CurrentContext.Test.MethodName!);
        Directory.CreateDirectory(shared);
        File.SetUnixFileMode(shared, (UnixFileMode)1023);
        var folder = Path.Combine(shared, "run");
        Assert.That(OtherUser.Sh(script, folder), Is.EqualTo("done"));
        return folder;
    }

    private void RefusedBoth(string folder)
    {
        _concord.Fail(1, "access_denied", "serve", "--pipe", Path.Combine(folder, "s.sock"));
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => ConcordClient.Connect(new ClientOptions { Pipe = Path.Combine(folder, "s.sock") }))!.Code, Is.EqualTo("access_denied"));
    }

    /// <summary>The command line under the umask.</summary>
    private Process Shell(string script, string argument)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"umask {umask}; {script}", ConcordProcess.Program, argument]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CONCORD_HOME"] = Home;
        return Process.Start(start)!;
    }
}
