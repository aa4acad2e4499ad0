using System.Runtime.CompilerServices;

namespace Concord.Plugins.Tests;

/// <summary>Loading, reloading and unloading while the host runs.</summary>
[Platform(Include = "Linux")]
internal sealed class PluginHostTests : PluginTest
{
    private static readonly int[] Reversed = [3, 2, 1, 0];

    [TestCase("process")]
    [TestCase("host")]
    public void Watch_StoreThatChanges_LoadsReloadsAndUnloads(string isolation)
    {
        using var host = Host();
        host.Watch();
        Assert.That(host.Plugins, Is.Empty);

        AllowZoo("zoo", "never", isolation);
        Await("zoo", PluginState.Running);
        var first = host.Plugins.Single().Digest;
        Assert.That(host.Rerankers["zoo"].Rerank(Hits()), Is.EqualTo(Reversed));

        AllowZoo("zoo", "never again", isolation);
        Await("zoo", PluginState.Running, 2);
        Assert.That(host.Plugins.Single().Digest, Is.Not.EqualTo(first));

        Store.Remove("zoo");
        Await("zoo", PluginState.Unloaded);
        Assert.That(host.Plugins, Is.Empty);
    }

    [Test]
    public void Scan_NothingChanged_LeavesTheProcessAlone()
    {
        AllowZoo("zoo");
        using var host = Host();
        var before = host.Plugins.Single();
        host.Scan();
        Assert.That(host.Plugins.Single(), Is.EqualTo(before));
    }

    [Test]
    public void Scan_NoLongerAllowed_IsUnloaded()
    {
        AllowZoo("zoo");
        using var host = Host();
        File.Delete(Path.Combine(StoreFolder, "allowed.sha256"));
        host.Scan();
        Assert.That(host.Plugins.Single().State, Is.EqualTo(PluginState.Refused));
        Assert.That(host.Rerankers, Is.Empty);
    }

    [TestCase("process")]
    [TestCase("host")]
    public void Unload_ByHand_LastsUntilReload(string isolation)
    {
        AllowZoo("zoo", isolation: isolation);
        using var host = Host();
        var held = host.Rerankers["zoo"];
        host.Unload("zoo");
        host.Scan();
        Assert.That(() => held.Rerank(Hits()), Throws.TypeOf<PluginException>().With.Message.Contains("unloaded"));
        Assert.That(host.Plugins.Single().State, Is.EqualTo(PluginState.Unloaded));
        Assert.That(host.Reload("zoo").State, Is.EqualTo(PluginState.Running));
        Assert.That(host.Rerankers["zoo"].Rerank(Hits()), Is.EqualTo(Reversed));
    }

    [Test]
    public void Unload_OfAManagedPluginInTheHost_GivesItsMemoryBack()
    {
        AllowZoo("zoo", isolation: "host");
        using var host = Host();
        var context = UseAndUnload(host);
        for (var i = 0; i < 20 && context.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.That(context.IsAlive, Is.False);
    }

    [Test]
    public void Exporter_InAProcess_GetsEverythingOfAHit()
    {
        AllowZoo("zoo", "exporter", kind: "exporter");
        using var host = Host();
        var hit = new PluginHit(7, 0.5) { Case = "C", Labels = new Dictionary<string, string> { ["label"] = "ü" }, Vector = new float[] { 1, 2, 3 } };
        var file = new MemoryStream();
        host.Exporters.Values.Single().Export(new PluginHits([hit]), file);
        Assert.That(System.Text.Encoding.UTF8.GetString(file.ToArray()), Is.EqualTo("7 0.5 C label=ü 3\n"));
    }

    [Test]
    public void Dispose_WithProcesses_EndsThem()
    {
        AllowZoo("a");
        AllowZoo("b");
        var host = Host();
        var processes = host.Plugins.Select(plugin => plugin.ProcessId!.Value).ToList();
        host.Dispose();
        foreach (var process in processes) Assert.That(() => System.Diagnostics.Process.GetProcessById(process), Throws.TypeOf<ArgumentException>());
        Assert.That(() => host.Scan(), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Reload_Unknown_IsNotFound()
    {
        using var host = Host();
        Assert.That(() => host.Reload("nobody"), Throws.TypeOf<ConcordNotFoundException>());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseAndUnload(PluginHost host)
    {
        var context = new WeakReference(System.Runtime.Loader.AssemblyLoadContext.All.Single(all => all.Name == "plugin Zoo"));
        host.Rerankers["zoo"].Rerank(Hits());
        host.Unload("zoo");
        return context;
    }
}
