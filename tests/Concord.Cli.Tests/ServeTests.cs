using System.Runtime.InteropServices;
using Concord.Cli.Tests.Support;
using Concord.Client;

namespace Concord.Cli.Tests;

/// <summary>A real engine, asked over its real pipe, gives what the command line gives; and stops without losing anything.</summary>
[TestFixture]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed partial class ServeTests : CliTest
{
    private const int Sigkill = 9, Sigterm = 15;

    [Test]
    public async Task Search_ByTileVectorAndPixels_HasTheHitsOfTheCommandLine()
    {
        var tiles = Indexed("a");
        await using var engine = await RunningEngine.Start(Concord, At("run"), "--root", tiles);
        using var client = engine.Client;

        var byTile = await client.Search("a", 3);
        var told = Concord.Succeed("search", "a", "--tile", "3").Json["hits"]!.AsArray().Select(hit => (long)hit!["tile"]!);
        Assert.That(byTile.Hits.Select(hit => hit.Tile), Is.EqualTo(told));

        var file = Path.Combine(tiles, "dense", "dense0.png");
        var image = ImageFile.Read(file);
        var pixels = new PixelData(image.Width, image.Height, image.Pixels);
        var fromOutside = Concord.Succeed("search", "a", "--image", file, "--exclude", "none").Json["hits"]!.AsArray().Select(hit => (long)hit!["tile"]!).ToList();
        var byPixels = await client.Search("a", pixels);
        var byVector = await client.Search("a", await client.Embed("a", pixels));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byPixels.Hits[0].Distance, Is.Zero.Within(1e-6), "the image itself is in the collection");
            Assert.That(byPixels.Hits.Skip(1).Select(hit => hit.Tile), Is.EqualTo(fromOutside.Take(9)), "the command line leaves out the image itself");
            Assert.That(byVector.Hits.Select(hit => hit.Tile), Is.EqualTo(byPixels.Hits.Select(hit => hit.Tile)));
        }
    }

    /// <summary>An adapter applied to what it made gives some vector too, and nothing would tell.</summary>
    [Test]
    public async Task Search_VectorThatCouldBeOfTwoSpaces_IsOfTheOneThatItSays()
    {
        var tiles = Indexed("a");
        var length = (int)Concord.Succeed("collection", "info", "a").Json["spaces"]![0]!["dimension"]!;
        Concord.Succeed("adapter", "train", "a", "--label", "label", "--name", "same", "--epochs", "1", "--folds", "0", "--dimension", $"{length}");
        Concord.Succeed("adapter", "apply", "a", "same");
        await using var engine = await RunningEngine.Start(Concord, At("run"), "--root", tiles);
        using var client = engine.Client;
        var image = ImageFile.Read(Path.Combine(tiles, "dense", "dense0.png"));
        var pixels = new PixelData(image.Width, image.Height, image.Pixels);
        var (plain, adapted) = (await client.Embed("a", pixels), await client.Embed("a", pixels, "same"));
        Assert.That(adapted, Has.Length.EqualTo(plain.Length).And.Not.EqualTo(plain));

        var wanted = (await client.Search("a", pixels, Of(null))).Hits.Select(hit => (hit.Tile, hit.Distance)).ToList();
        Assert.That((await client.Search("a", adapted, Of("same"))).Hits.Select(hit => (hit.Tile, hit.Distance)), Is.EqualTo(wanted));
        Assert.That((await client.Search("a", plain, Of("pathology"))).Hits.Select(hit => (hit.Tile, hit.Distance)), Is.EqualTo(wanted));
        var unsaid = Assert.ThrowsAsync<ConcordServiceException>(() => client.Search("a", adapted, Of(null)));
        var foreign = Assert.ThrowsAsync<ConcordServiceException>(() => client.Search("a", adapted, new SearchOptions { Space = "pathology", VectorSpace = "same" }));
        var absent = Assert.ThrowsAsync<ConcordServiceException>(() => client.Search("a", adapted, Of("absent")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(unsaid!.Code, Is.EqualTo("bad_argument"));
            Assert.That(unsaid.Message, Does.Contain("space 'same'"));
            Assert.That(foreign!.Code, Is.EqualTo("bad_argument"));
            Assert.That(absent!.Code, Is.EqualTo("not_found"));
        }

        File.WriteAllText(At("plain.json"), System.Text.Json.JsonSerializer.Serialize(plain));
        Concord.Fail(2, "bad_argument", "search", "a", "--space", "same", "--vector", At("plain.json"));
        Concord.Fail(2, "bad_usage", "search", "a", "--space", "same", "--tile", "1", "--vector-space", "same");
        var told = Concord.Succeed("search", "a", "--space", "same", "--vector", At("plain.json"), "--vector-space", "pathology", "--exclude", "none").Json["hits"]!.AsArray();
        Assert.That(told.Select(hit => (long)hit!["tile"]!), Is.EqualTo(wanted.Select(hit => hit.Tile)));

        static SearchOptions Of(string? vector) => new() { Space = "same", VectorSpace = vector };
    }

    [TestCase("../outside.png")]
    [TestCase("/etc/passwd")]
    [TestCase("link.png")]
    public async Task Search_FileOutsideTheRoots_IsNotFound(string file)
    {
        var tiles = Indexed("a");
        File.WriteAllText(At("outside.png"), "x");
        File.CreateSymbolicLink(Path.Combine(tiles, "link.png"), At("outside.png"));
        await using var engine = await RunningEngine.Start(Concord, At("run"), "--root", tiles);
        using var client = engine.Client;
        var error = Assert.ThrowsAsync<ConcordServiceException>(() => client.Call("search", new RequestMap().Add("collection", "a").Add("image", file)));
        Assert.That(error!.Code, Is.EqualTo("not_found"));
        Assert.That(error.Message, Does.Not.Contain(At("outside.png")).Or.Contain(file));
    }

    [TestCase("named")]
    [TestCase("tiles")]
    public async Task Search_RootNamedThroughALink_TakesItsFilesByEitherName(string name)
    {
        var tiles = Indexed("a");
        Directory.CreateSymbolicLink(At("named"), tiles);
        await using var engine = await RunningEngine.Start(Concord, At("run"), "--root", At("named"));
        using var client = engine.Client;
        var file = Path.Combine(name == "named" ? At("named") : tiles, "dense", "dense0.png");
        var answer = await client.Call("search", new RequestMap().Add("collection", "a").Add("image", file));
        Assert.That(answer.Maps("hits"), Is.Not.Empty);
    }

    [Test]
    public async Task Create_ModelByItsFolder_IsNotOpened()
    {
        await using var engine = await RunningEngine.Start(Concord, At("run"));
        using var client = engine.Client;
        var create = new RequestMap().Add("collection", "b").Add("model", Folder);
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => client.Call("collections.create", create))!.Code, Is.AnyOf("not_found", "bad_argument"));
        Assert.That(Path.Exists(CollectionFolder("b")), Is.False);
    }

    [Test]
    public async Task Watch_FileThatComes_IsFoundWithoutFurtherCommand()
    {
        var tiles = Indexed("a");
        Directory.CreateDirectory(At("incoming"));
        await using var engine = await RunningEngine.Start(Concord, At("run"), "--watch", At("incoming"), "--into", "a", "--root", At("incoming"));
        using var client = engine.Client;
        var before = (await client.Call("collections.info", new RequestMap().Add("collection", "a"))).WholeNumber("tiles");
        var job = (await client.Call("index.list")).Maps("jobs").Single().Text("job");
        var came = new TaskCompletionSource();
        client.Job += step =>
        {
            if (step.WholeNumber("done") > 0) came.TrySetResult();
        };
        await client.Call("index.watch", new RequestMap().Add("job", job));
        Images.Tile(At("incoming", "new.png"), 4711);
        await came.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.That((await client.Call("collections.info", new RequestMap().Add("collection", "a"))).WholeNumber("tiles"), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task Stop_WhileIndexing_KeepsWhatWasFinishedAndTheNextRunGoesOn()
    {
        var tiles = Cohort(300);
        Concord.Succeed("collection", "create", "a");
        await using (var engine = await RunningEngine.Start(Concord, At("run"), "--root", tiles))
        {
            using var client = engine.Client;
            var some = new TaskCompletionSource();
            client.Job += step =>
            {
                if (step.WholeNumber("done") > 0) some.TrySetResult();
            };
            var job = await client.StartIndexing("a", [tiles]);
            await client.Call("index.watch", new RequestMap().Add("job", job));
            await some.Task.WaitAsync(TimeSpan.FromMinutes(2));
            Assert.That(Kill(engine.Process.Id, Sigterm), Is.Zero);
            Assert.That(await engine.Exit(), Is.Zero);
        }

        var kept = (int)Concord.Succeed("collection", "info", "a").Json["tiles"]!;
        var rest = Concord.Succeed("index", "a", tiles).Json;
        Assert.That(kept, Is.GreaterThan(0));
        Assert.That(((int)rest["already_indexed"]!, (int)rest["tiles"]!), Is.EqualTo((kept, 600 - kept)));
        Concord.Succeed("collection", "verify", "a");
    }

    [TestCase(Sigterm)]
    [TestCase(Sigkill)]
    public async Task Resume_JobOfAnEngineThatEnded_GoesOnUnderItsName(int signal)
    {
        var tiles = Cohort(300);
        Concord.Succeed("collection", "create", "a");
        string job;
        await using (var engine = await RunningEngine.Start(Concord, At("run"), "--root", tiles))
        {
            var some = new TaskCompletionSource();
            engine.Client.Job += step =>
            {
                if (step.WholeNumber("done") > 0) some.TrySetResult();
            };
            job = await engine.Client.StartIndexing("a", [tiles], new RequestMap().Add("tile", 48).Add("labels", Path.Combine(tiles, "labels.csv")));
            await engine.Client.Call("index.watch", new RequestMap().Add("job", job));
            await some.Task.WaitAsync(TimeSpan.FromMinutes(2));
            Assert.That(Kill(engine.Process.Id, signal), Is.Zero);
            await engine.Exit();
        }

        var kept = (int)Concord.Succeed("collection", "info", "a").Json["tiles"]!;
        await using var next = await RunningEngine.Start(Concord, At("run"), "--root", tiles);
        var left = (await next.Client.Call("index.list")).Maps("jobs").Single();
        Assert.That((left.Text("job"), left.Text("state"), left.Text("collection")), Is.EqualTo((job, "interrupted", "a")));
        await next.Client.ResumeIndexing(job);
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => next.Client.ResumeIndexing(job))!.Code, Is.AnyOf("locked", "bad_argument"), "it runs, or is done");
        var report = await next.Ended(job);
        Assert.That(report.WholeNumber("tiles"), Is.EqualTo((600 * 4) - kept), "48 pixels a tile, as it was asked, and nothing twice");
        Assert.That((int)Concord.Succeed("collection", "info", "a").Json["labels"]!["label"]!["dense"]!, Is.EqualTo(300), "with the labels that were named");
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => next.Client.ResumeIndexing(job))!.Code, Is.EqualTo("bad_argument"));
        Assert.That(Directory.GetFiles(At("home", "run", "jobs"), "*", SearchOption.AllDirectories), Is.Empty, "what is done is forgotten");
    }

    [Test]
    public async Task Resume_OutsideTheRootsSinceThen_IsNotFoundAndDamagedRecordsArePassedOver()
    {
        var tiles = Cohort(2);
        Concord.Succeed("collection", "create", "a");
        string job;
        await using (var engine = await RunningEngine.Start(Concord, At("run"), "--root", tiles))
        {
            job = await engine.Client.StartIndexing("a", [tiles], new RequestMap().Add("watch", true));
            Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => engine.Client.StartIndexing("a", [tiles]))!.Code, Is.EqualTo("locked"));
            Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => engine.Client.StartIndexing("nothing", [tiles]))!.Code, Is.EqualTo("not_found"));
        }

        var record = Directory.GetFiles(At("home", "run", "jobs"), "*", SearchOption.AllDirectories).Single();
        Assert.That(File.GetUnixFileMode(record), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        foreach (var (name, content) in new[] { ("index-7.json", "{}"), ("index-8.json", "[1"), ("index-9.json", ""), ("index-x.json", "{}") }) File.WriteAllText(Path.Combine(Path.GetDirectoryName(record)!, name), content);
        Directory.CreateDirectory(At("elsewhere"));
        await using var next = await RunningEngine.Start(Concord, At("run"), "--root", At("elsewhere"));
        Assert.That((await next.Client.Call("index.list")).Maps("jobs").Select(left => left.Text("job")), Is.EqualTo(new[] { job }));
        Assert.That(Assert.ThrowsAsync<ConcordServiceException>(() => next.Client.ResumeIndexing(job))!.Code, Is.EqualTo("not_found"));
    }

    [TestCase("http://example.org:4318")]
    [TestCase("http://192.0.2.1:4318")]
    [TestCase("https://127.0.0.1:4318")]
    [TestCase("here")]
    public void Metrics_ToAnywhereElse_AreRefused(string address) => Concord.Fail(2, "bad_usage", "serve", "--pipe", At("run", "s.sock"), "--metrics", address);

    [Test]
    public async Task Metrics_ToACollectorHere_ArriveAtTheLatestAtTheEnd()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var sent = Task.Run(() => PostedTo(listener));
        await using var engine = await RunningEngine.Start(Concord, At("run"), "--metrics", $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}");
        await engine.Client.Call("collections.list");
        Assert.That(Kill(engine.Process.Id, Sigterm), Is.Zero);
        var post = await sent.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.That(post, Does.StartWith("POST /v1/metrics ").And.Contain("concord.service.requests"));
        Assert.That(await engine.Exit(), Is.Zero);
    }

    /// <summary>The first post that tells of requests: one sent before there was any does not.</summary>
    private static string PostedTo(System.Net.Sockets.TcpListener listener)
    {
        while (true)
        {
            using var client = listener.AcceptTcpClient();
            using var stream = client.GetStream();
            var post = Read(stream);
            stream.Write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8);
            if (post.Contains("concord.service.requests", StringComparison.Ordinal)) return post;
        }
    }

    private static string Read(Stream stream)
    {
        var text = "";
        var buffer = new byte[65536];
        while (true)
        {
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && text.Length - head - 4 >= int.Parse(text.Split("Content-Length: ")[1].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture)) return text;
            var got = stream.Read(buffer);
            if (got == 0) return text;
            text += System.Text.Encoding.Latin1.GetString(buffer, 0, got);
        }
    }

    [Test]
    public async Task Evaluate_WithProgress_TellsIt()
    {
        Indexed("a");
        await using var engine = await RunningEngine.Start(Concord, At("run"));
        var steps = new List<(long Done, long Total)>();
        await engine.Client.Call("evaluate", new RequestMap().Add("collection", "a").Add("draws", 0), progress: (_, done, total) => steps.Add((done, total)));
        Assert.That(steps, Is.Not.Empty.And.All.Matches<(long Done, long Total)>(step => step.Done <= step.Total));
    }

    [Test]
    public async Task Serve_SameNameTwice_SaysThatItIsTaken()
    {
        await using var engine = await RunningEngine.Start(Concord, At("run"));
        var second = Concord.Run("serve", "--pipe", At("run", "s.sock"), "--json");
        Assert.That((second.Exit, (string?)second.Error["code"]), Is.EqualTo((4, "locked")), second.ToString());
        engine.Client.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
