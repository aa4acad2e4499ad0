using System.Runtime.Versioning;

namespace Concord.Plugins.Tests;

/// <summary>What is allowed is loaded, as it was allowed, and nothing else.</summary>
[Platform(Include = "Linux")]
[SupportedOSPlatform("linux")]
internal sealed class TrustTests : PluginTest
{
    [TestCase("Zoo.dll")]
    [TestCase("plugin.json")]
    [TestCase("act.txt")]
    public void Scan_OneChangedByte_IsRefused(string file)
    {
        AllowZoo("good");
        AllowZoo("bad", "never");
        var path = Path.Combine(StoreFolder, "bad", file);
        var bytes = File.ReadAllBytes(path);
        // In plugin.json a blank becomes a tab: the same JSON, another file.
        var at = file == "plugin.json" ? Array.IndexOf(bytes, (byte)' ') : bytes.Length / 2;
        bytes[at] = file == "plugin.json" ? (byte)'\t' : (byte)(bytes[at] ^ 1);
        File.WriteAllBytes(path, bytes);
        using var host = Host();
        var bad = host.Plugins.Single(plugin => plugin.Id == "bad");
        Assert.That((bad.State, bad.ProcessId), Is.EqualTo((PluginState.Refused, (int?)null)));
        Assert.That(bad.Reason, Does.Contain(file == "plugin.json" ? "not allowed as it is" : file));
        Assert.That(host.Rerankers.Keys, Is.EqualTo(new[] { "good" }));
    }

    [Test]
    public void Scan_FileMoreOrLess_IsRefused()
    {
        AllowZoo("more");
        AllowZoo("less", "never");
        File.WriteAllText(Path.Combine(StoreFolder, "more", "Newtonsoft.Json.dll"), "");
        File.Delete(Path.Combine(StoreFolder, "less", "act.txt"));
        using var host = Host();
        Assert.That(host.Plugins.Select(plugin => plugin.State), Is.All.EqualTo(PluginState.Refused));
        Assert.That(host.Plugins[0].Reason, Does.Contain("act.txt: it is missing"));
        Assert.That(host.Plugins[1].Reason, Does.Contain("Newtonsoft.Json.dll: plugin.json does not name it"));
    }

    [Test]
    public void Scan_NeverAllowed_IsRefused()
    {
        AllowZoo("good");
        PluginFiles.Copy(Path.Combine(StoreFolder, "good"), Path.Combine(StoreFolder, "stranger"));
        using var host = Host();
        Assert.That(host.Plugins.Single(plugin => plugin.Id == "stranger").Reason, Does.Contain("the folder must have the same name"));
        File.Delete(Path.Combine(StoreFolder, "allowed.sha256"));
        host.Scan();
        Assert.That(host.Plugins.Single(plugin => plugin.Id == "good").Reason, Does.Contain("not allowed as it is"));
    }

    [Test]
    public void AllowList_ThatOthersMayWrite_AllowsNothing()
    {
        AllowZoo("good");
        var list = Path.Combine(StoreFolder, "allowed.sha256");
        Assert.That(File.GetUnixFileMode(list), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        File.SetUnixFileMode(list, File.GetUnixFileMode(list) | UnixFileMode.OtherWrite);
        using var host = Host();
        Assert.That(host.Plugins.Single().Reason, Does.Contain("chmod 600"));
    }

    [Test]
    public void Allow_FolderWithALink_IsRefused()
    {
        AllowZoo("good");
        var source = Path.Combine(Folder.Path, "sources", "good");
        File.CreateSymbolicLink(Path.Combine(source, "linked"), "/etc/hostname");
        Assert.That(() => Store.Allow(source, seal: true), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("linked: it is a link"));
        Assert.That(Store.Verify("good").Problem, Is.Null, "what was allowed before stands");
    }

    [Test]
    public void Allow_FolderWithAPipe_WaitsForNobody()
    {
        AllowZoo("good");
        var source = Path.Combine(Folder.Path, "sources", "good");
        Repository.Run("mkfifo", Path.Combine(source, "pipe"));
        Assert.That(() => Store.Allow(source), Throws.TypeOf<ConcordCorruptException>().With.Message.Contains("pipe: plugin.json does not name it"));
    }

    [Test]
    public void Allow_NewerAbi_IsRefusedWithBothVersions()
    {
        var source = Source("newer", Manifest("newer", "process", "a", "embedder", "process", min: "1.7"));
        File.WriteAllText(Path.Combine(source, "a"), "");
        Assert.That(() => Store.Allow(source, seal: true), Throws.TypeOf<ConcordUnsupportedException>().With.Message.Contains("1.7 or later, below 2.0; this host has 1.0: update Concord"));
        Assert.That(Store.List(), Is.Empty);
    }

    [Test]
    public void Allow_FolderOfTheStore_IsRefused()
    {
        AllowZoo("good");
        Assert.That(() => Store.Allow(Path.Combine(StoreFolder, "good")), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("already"));
    }

    [Test]
    public void Digest_OfAPlugin_IsWhatSha256SumGives()
    {
        AllowZoo("good", "never");
        var sums = Folder.At("sums");
        Repository.Run("sh", "-c", $"cd '{StoreFolder}/good' && find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum > '{sums}'");
        Assert.That(Store.Verify("good").Digest, Is.EqualTo(File.ReadAllText(sums).Split(' ')[0]));
    }

    [Test]
    public void Copies_OfALoadedPlugin_ArePrivateAndGoWithTheHost()
    {
        AllowZoo("good");
        var run = Path.Combine(Folder.Path, "run", "plugins");
        using (Host())
        {
            var copy = Directory.EnumerateFiles(run, "Zoo.dll", SearchOption.AllDirectories).Single();
            Assert.That(File.GetUnixFileMode(copy), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(File.GetUnixFileMode(run), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
            using var second = new PluginHost(Options);
            Assert.That(File.Exists(copy), Is.True, "another host leaves alone what is in use");
        }

        Assert.That(Directory.EnumerateFileSystemEntries(run), Is.Empty);
    }

    [Test]
    public void Copies_OfAKilledHost_AreRemovedByTheNext()
    {
        var left = Folder.At("run", "plugins", "host-0", "host.lock");
        File.WriteAllText(left, "");
        using var host = Host();
        Assert.That(Directory.Exists(Path.GetDirectoryName(left)), Is.False);
    }
}
