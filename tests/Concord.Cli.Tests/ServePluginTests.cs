using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Concord.Cli.Tests.Support;
using Concord.Client;

namespace Concord.Cli.Tests;

/// <summary>A live engine with plugins, bad ones above all: what they do costs their own call, and searches are answered throughout.</summary>
[Platform(Include = "Linux")]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed partial class ServePluginTests : CliTest
{
    private const int Sigterm = 15;

    [Test]
    public async Task Search_RerankedAndExported_IsThatOfTheCommandLine()
    {
        Indexed("a");
        Zoo.Allow(Concord, At("zoo"));
        Zoo.Allow(Concord, At("out"), "out", "exporter", "exporter");
        await using var engine = await RunningEngine.Start(Concord, At("run"));
        var told = Concord.Succeed("search", "a", "--tile", "3", "--rerank", "zoo", "--export", "out", At("hits.txt")).Json;
        var answer = await engine.Client.Search("a", 3, new SearchOptions { Rerank = "zoo", Export = "out" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Hits.Select(hit => hit.Tile), Is.EqualTo(told["hits"]!.AsArray().Select(hit => (long)hit!["tile"]!)));
            Assert.That(answer.Reranked, Is.EqualTo("zoo"));
            Assert.That(answer.Exported?.ToArray(), Is.EqualTo(File.ReadAllBytes(At("hits.txt"))));
        }
    }

    [TestCase("throw", "it throws at rerank")]
    [TestCase("few", "an order of 0 for")]
    [TestCase("twice", "twice or out of place")]
    [TestCase("null", "NullReferenceException")]
    public async Task Rerank_ThatFails_CostsItsOwnCall(string act, string reason)
    {
        var pixels = Named(act);
        Zoo.Allow(Concord, At("zoo"));
        await using var engine = await RunningEngine.Start(Concord, At("run"));
        await using var searches = await SearchLoop.Start(At("run", "s.sock"));
        for (var i = 0; i < 4; i++) Fails(engine.Client, pixels, reason);
        Assert.That((await engine.Client.Search("a", 1, Rerank)).Reranked, Is.EqualTo("zoo"), "the process goes on");
        Assert.That(await State(engine.Client, "zoo"), Is.EqualTo("running"));
    }

    [TestCase("exit", "exit code 3")]
    [TestCase("segfault", "crashed")]
    [TestCase("hang", "no answer in time")]
    public async Task Rerank_ThatEndsItsProcess_RestartsAndIsQuarantinedAtTheThird(string act, string reason)
    {
        var pixels = Named(act);
        Zoo.Allow(Concord, At("zoo"));
        Concord.Variables["CONCORD__PLUGINSECONDS"] = act == "hang" ? "2" : "60";
        await using var engine = await RunningEngine.Start(Concord, At("run"));
        await using var searches = await SearchLoop.Start(At("run", "s.sock"));
        for (var time = 1; time <= 2; time++)
        {
            Fails(engine.Client, pixels, reason);
            var since = Stopwatch.GetTimestamp();
            Assert.That((await engine.Client.Search("a", 1, Rerank)).Reranked, Is.EqualTo("zoo"), "started again");
            Say(act, since);
        }

        Fails(engine.Client, pixels, reason);
        Fails(engine.Client, pixels, "quarantined");
        Assert.That(await State(engine.Client, "zoo"), Is.EqualTo("quarantined"));
        var reloaded = await engine.Client.ReloadPlugins("zoo");
        Assert.That(reloaded.Single().Text("state"), Is.EqualTo("running"));
        Assert.That((await engine.Client.Search("a", 1, Rerank)).Reranked, Is.EqualTo("zoo"));
    }

    [TestCase("read-segfault", "crashed")]
    [TestCase("open-exit", "exit code 3")]
    [TestCase("read-hang", "no answer in time")]
    [TestCase("claim-size", "")]
    public async Task Region_ReaderThatGoesWrong_CostsItsOwnCall(string name, string reason)
    {
        var tiles = Named("plain");
        Zoo.AllowReader(Concord, At("reader"));
        File.WriteAllText(At("tiles", name), "x");
        File.WriteAllText(At("tiles", "good"), "x");
        Concord.Variables["CONCORD__PLUGINSECONDS"] = name == "read-hang" ? "2" : "60";
        await using var engine = await RunningEngine.Start(Concord, At("run"), "--root", At("tiles"));
        await using var searches = await SearchLoop.Start(At("run", "s.sock"));
        await engine.Logged("Plugin native-zoo: Running");
        var error = Assert.ThrowsAsync<ConcordServiceException>(() => engine.Client.Call("region", Region(name)));
        Assert.That((error!.Code, error.Message), Is.EqualTo(("io_error", error.Message)));
        Assert.That(error.Message, Does.Contain(reason).And.Contain("native-zoo"));
        var since = Stopwatch.GetTimestamp();
        var good = await engine.Client.Call("region", Region("good"));
        Say(name, since);
        Assert.That(good.Bytes("data").Span[..3].ToArray(), Is.EqualTo(new byte[] { 0, 1, 2 }), "as the reader draws");
        Assert.That(tiles.Width, Is.GreaterThan(0));
    }

    [Test]
    public async Task Index_FormatOfAPlugin_IsIndexedByTheEngine()
    {
        Concord.Succeed("collection", "create", "a");
        Zoo.AllowReader(Concord, At("reader"));
        Directory.CreateDirectory(At("slides"));
        File.WriteAllText(At("slides", "one.zoo"), "x");
        File.WriteAllText(At("slides", "open-exit"), "x");
        await using var engine = await RunningEngine.Start(Concord, At("run"), "--root", At("slides"));
        var options = new RequestMap().Add("tile", 1000).Add("min_tissue", 0.0).Add("quality", false);
        var report = await engine.Ended(await engine.Client.StartIndexing("a", [At("slides"), At("slides", "open-exit")], options));
        Assert.That((report.WholeNumber("slides"), report.WholeNumber("tiles")), Is.EqualTo((1L, 6L)));
        Assert.That(report.Maps("skipped").Single().Text("reason"), Does.Contain("native-zoo"));
    }

    [Test]
    public async Task Embedder_OfAPlugin_EmbedsInServeAsInTheCommandLine()
    {
        PluginSearchTests.RequireMsgpack();
        Concord.Succeed("plugin", "new", At("mine"), "--home", "process");
        Concord.Succeed("plugin", "allow", At("mine"), "--seal");
        var tiles = Cohort(3);
        await using var engine = await RunningEngine.Start(Concord, At("run"), "--root", tiles);
        await engine.Client.Call("collections.create", new RequestMap().Add("collection", "a").Add("model", "plugin:mine"));
        var report = await engine.Ended(await engine.Client.StartIndexing("a", [tiles]));
        Assert.That(report.WholeNumber("tiles"), Is.EqualTo(6));
        var image = ImageFile.Read(Path.Combine(tiles, "dense", "dense1.png"));
        var found = await engine.Client.Search("a", new PixelData(image.Width, image.Height, image.Pixels));
        Assert.That(found.Hits[0].Distance, Is.Zero.Within(1e-6));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Index_EmbedderThatIsQuarantined_StopsWithOneErrorAndIsResumed(bool watched)
    {
        PluginSearchTests.RequireMsgpack();
        Concord.Succeed("plugin", "new", At("mine"), "--home", "process");
        var source = At("mine", "colour_embedder.py");
        File.WriteAllText(source, File.ReadAllText(source).Replace("def embed(params):\n", $"def embed(params):\n    if os.path.exists({JsonSerializer.Serialize(At("broken"))}):\n        os._exit(3)\n", StringComparison.Ordinal));
        Concord.Succeed("plugin", "allow", At("mine"), "--seal");
        Concord.Succeed("collection", "create", "a", "--model", "plugin:mine");
        var tiles = Cohort(8);
        File.WriteAllText(At("broken"), "");
        await using var engine = await RunningEngine.Start(Concord, At("run"), watched ? ["--watch", tiles, "--into", "a"] : ["--root", tiles]);
        var job = watched ? "index-1" : await engine.Client.StartIndexing("a", [tiles]);
        var failed = await engine.End(job);
        Assert.That((failed.Text("state"), failed.Map("error")!.Text("code")), Is.EqualTo(("failed", "plugin_failed")));
        Assert.That(failed.Map("error")!.Text("message"), Does.Contain("quarantined").And.Contain("what is finished is kept"));
        File.Delete(At("broken"));
        await engine.Client.ReloadPlugins("mine");
        await engine.Client.ResumeIndexing(job);
        while (watched && (await engine.Client.Call("collections.info", new RequestMap().Add("collection", "a"))).WholeNumber("tiles") < 16) await Task.Yield();
        if (!watched) Assert.That((await engine.Ended(job)).WholeNumber("tiles"), Is.EqualTo(16));
    }

    [Test]
    public async Task Store_WhatIsAllowedChangedAndRemovedWhileItRuns_IsFollowed()
    {
        Indexed("a");
        await using var engine = await RunningEngine.Start(Concord, At("run"));
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => engine.Client.Search("a", 1, Rerank))!.Code, Is.EqualTo("not_found"));
        Zoo.Allow(Concord, At("zoo"));
        await engine.Logged("Plugin zoo: Running");
        Assert.That((await engine.Client.Search("a", 1, Rerank)).Reranked, Is.EqualTo("zoo"));
        Concord.Succeed("plugin", "remove", "zoo");
        await engine.Logged("Plugin zoo: Unloaded");
        Assert.That(await engine.Client.Plugins(), Is.Empty);
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => engine.Client.Search("a", 1, Rerank))!.Code, Is.EqualTo("not_found"));
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => engine.Client.ReloadPlugins("zoo"))!.Code, Is.EqualTo("not_found"));
    }

    [Test]
    public async Task Serve_WithoutAPlaceForPlugins_ServesAllTheSame()
    {
        Indexed("a");
        File.WriteAllText(At("home", "plugins"), "a file where the store should be");
        await using var engine = await RunningEngine.Start(Concord, At("run"));
        Assert.That((await engine.Client.Search("a", 1)).Hits, Is.Not.Empty);
        Assert.That(await engine.Client.Plugins(), Is.Empty);
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => engine.Client.Search("a", 1, Rerank))!.Code, Is.EqualTo("not_found"));
    }

    [Test]
    public async Task Stop_WhileAPluginHangs_IsNotHeldUp()
    {
        var pixels = Named("hang");
        Zoo.Allow(Concord, At("zoo"));
        // Longer than the test is waited for.
        Concord.Variables["CONCORD__PLUGINSECONDS"] = "3600";
        await using var engine = await RunningEngine.Start(Concord, At("run"));
        await engine.Logged("Plugin zoo: Running");
        var hanging = engine.Client.Search("a", pixels, Rerank);
        while ((await engine.Client.Call("health")).WholeNumber("running") == 0) await Task.Yield();
        Assert.That(Kill(engine.Process.Id, Sigterm), Is.Zero);
        Assert.That(await engine.Exit(), Is.Zero);
        Assert.That(async () => await hanging, Throws.InstanceOf<ConcordServiceException>());
    }

    [Test]
    public async Task Rerank_ManyWhileOneHangs_AreBusyAndSearchesGoOn()
    {
        var pixels = Named("hang");
        Zoo.Allow(Concord, At("zoo"));
        Concord.Variables["CONCORD__PLUGINSECONDS"] = "3600";
        await using var engine = await RunningEngine.Start(Concord, At("run"));
        await engine.Logged("Plugin zoo: Running");
        await using var searches = await SearchLoop.Start(At("run", "s.sock"));
        using var stop = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 20).Select(_ => engine.Client.Search("a", pixels, Rerank, stop.Token)).ToList();
        var busy = waiting.Where(call => call.Exception is null).ToList();
        while (waiting.Count(call => call.IsFaulted) < 12) await Task.WhenAny(busy = [.. busy.Where(call => !call.IsCompleted)]);
        Assert.That(waiting.Where(call => call.IsFaulted).Select(call => ((ConcordServiceException)call.Exception!.InnerException!).Code), Has.All.EqualTo("busy"));
        stop.Cancel();
        foreach (var call in waiting.Where(call => !call.IsFaulted)) Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
    }

    private static SearchOptions Rerank { get; } = new() { Rerank = "zoo" };

    /// <summary>A collection with a tile of this name, and its pixels: whoever asks with them has it as the first hit.</summary>
    private PixelData Named(string name)
    {
        var tiles = Cohort(4);
        Images.Tile(Path.Combine(tiles, name + ".png"), 4242);
        Concord.Succeed("collection", "create", "a");
        Concord.Succeed("index", "a", tiles);
        var image = ImageFile.Read(Path.Combine(tiles, name + ".png"));
        return new PixelData(image.Width, image.Height, image.Pixels);
    }

    private static RequestMap Region(string file) => new RequestMap().Add("image", file).Add("region", new long[] { 0, 0, 64, 64 }).Add("side", 64);

    private static void Fails(ConcordClient client, PixelData pixels, string reason)
    {
        var error = Assert.ThrowsAsync<ConcordServiceException>(() => client.Search("a", pixels, Rerank));
        Assert.That((error!.Code, error.Message), Is.EqualTo(("plugin_failed", error.Message)));
        Assert.That(error.Message, Does.Contain(reason).And.Contain("zoo"));
    }

    /// <summary>From the error that says what the plugin did to its next answer. A figure for people (docs/benchmarks.md): no test depends on it.</summary>
    private static void Say(string act, long since) => TestContext.Out.WriteLine($"{act}: the plugin answers again after {Stopwatch.GetElapsedTime(since).TotalSeconds:0.000} s");

    private static async Task<string> State(ConcordClient client, string id) => (await client.Plugins()).Single(plugin => plugin.Text("id") == id).Text("state");

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    /// <summary>Searches of another client, one after the other until it is disposed; each must be answered.</summary>
    private sealed class SearchLoop : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task<int> _loop;

        private SearchLoop(ConcordClient client) => _loop = Task.Run(async () =>
        {
            using var mine = client;
            var answered = 0;
            do
            {
                Assert.That((await mine.Search("a", 2)).Hits, Is.Not.Empty);
                answered++;
            }
            while (!_stop.IsCancellationRequested);
            return answered;
        });

        internal static async Task<SearchLoop> Start(string pipe) => new(await ConcordClient.Connect(new ClientOptions { Pipe = pipe }));

        public async ValueTask DisposeAsync()
        {
            _stop.Cancel();
            Assert.That(await _loop, Is.GreaterThan(0));
            _stop.Dispose();
        }
    }
}
