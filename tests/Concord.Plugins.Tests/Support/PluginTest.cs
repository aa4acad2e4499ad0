using System.Collections.Concurrent;

namespace Concord.Plugins.Tests;

/// <summary>A test with a store of its own, sources of plugins, and hosts whose events are kept.</summary>
internal abstract class PluginTest
{
    /// <summary>Long enough for a loaded machine; nothing waits so long when it goes well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Of one test alone: a host of the test before may report its end late.
    private ConcurrentQueue<PluginChange> _changes = new();
    private SemaphoreSlim _told = new(0);
    private TemporaryFolder _folder = null!;

    protected TemporaryFolder Folder => _folder;

    protected string StoreFolder => Path.Combine(_folder.Path, "plugins");

    protected PluginStore Store => new(StoreFolder);

    protected IReadOnlyList<PluginChange> Changes => [.. _changes];

    [SetUp]
    public void MakeFolder()
    {
        _folder = new TemporaryFolder();
        (_changes, _told) = (new ConcurrentQueue<PluginChange>(), new SemaphoreSlim(0));
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    protected PluginHostOptions Options => new() { Folder = StoreFolder };

    /// <summary>A host that has scanned the store.</summary>
    protected PluginHost Host(PluginHostOptions? options = null)
    {
        var host = new PluginHost(options ?? Options);
        var (changes, told) = (_changes, _told);
        host.Changed += (_, change) =>
        {
            changes.Enqueue(change);
            told.Release();
        };
        host.Scan();
        return host;
    }

    /// <summary>Waits until an event fits.</summary>
    protected void Await(Func<PluginChange, bool> fits)
    {
        while (!_changes.Any(fits))
        {
            if (!_told.Wait(Patience)) Assert.Fail($"it did not happen; what did: {string.Join("; ", _changes)}");
        }
    }

    protected void Await(string id, PluginState state, int times = 1)
    {
        while (_changes.Count(change => change.Id == id && change.State == state) < times)
        {
            if (!_told.Wait(Patience)) Assert.Fail($"{id} was not {state} {times} times; what was: {string.Join("; ", _changes)}");
        }
    }

    /// <summary>The zoo's re-ranker, allowed under a name, with what it is told to do.</summary>
    protected void AllowZoo(string id, string act = "", string isolation = "process", string kind = "reranker")
    {
        var built = Repository.BuiltProject("tests", "TestPlugins", "Zoo");
        var source = Source(id, Manifest(id, "managed", "Zoo.dll", kind, isolation));
        File.Copy(Path.Combine(built, "Zoo.dll"), Path.Combine(source, "Zoo.dll"), overwrite: true);
        if (act.Length > 0) File.WriteAllText(Path.Combine(source, "act.txt"), act);
        Store.Allow(source, seal: true);
    }

    /// <summary>The zoo's slide reader, compiled with options.</summary>
    protected void AllowNativeZoo(string isolation = "process", params string[] options)
    {
        var source = Source("native-zoo", Manifest("native-zoo", "native", "zoo.so", "slide-reader", isolation, permissions: "\"read-slides\""));
        Repository.Compile(Path.Combine(Repository.Root, "tests", "TestPlugins", "native-zoo", "native_zoo.c"), Path.Combine(source, "zoo.so"), ["-fPIC", "-shared", .. options]);
        Store.Allow(source, seal: true);
    }

    /// <summary>An embedder that is a script of the shell.</summary>
    protected void AllowScript(string id, string script, string permissions = "")
    {
        var source = Source(id, Manifest(id, "process", "run.sh", "embedder", "process", "\"interpreter\": \"sh\",", permissions));
        File.WriteAllText(Path.Combine(source, "run.sh"), script);
        Store.Allow(source, seal: true);
    }

    /// <summary>A folder with a plugin.json, empty but for that.</summary>
    protected string Source(string id, string manifest)
    {
        File.WriteAllText(_folder.At("sources", id, "plugin.json"), manifest);
        return _folder.At("sources", id);
    }

    protected static string Manifest(string id, string home, string entry, string kind, string isolation, string more = "", string permissions = "", string min = "1.0") => $$"""
        { "format": 1, "id": "{{id}}", "version": "1.0.0", "kind": "{{kind}}", "home": "{{home}}", "entry": "{{entry}}", {{more}}
          "abi": { "min": "{{min}}", "below": "2.0" }, "isolation": "{{isolation}}", "permissions": [{{permissions}}], "files": {} }
        """;

    /// <summary>Hits whose first one's slide tells the zoo what to do.</summary>
    protected static PluginHits Hits(string act = "", int count = 4) => new(
        [.. Enumerable.Range(0, count).Select(i => new PluginHit(100 + i, 0.25 * i) { Slide = i == 0 ? act : $"S{i}", Case = $"C{i % 2}" })]);
}
