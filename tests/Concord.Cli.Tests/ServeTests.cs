using System.Runtime.InteropServices;
using Concord.Cli.Tests.Support;
using Concord.Client;

namespace Concord.Cli.Tests;

/// <summary>A real engine, asked over its real pipe, gives what the command line gives; and stops without losing anything.</summary>
[TestFixture]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed partial class ServeTests : CliTest
{
    private const int Sigterm = 15;

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
            Assert.That(ConcordProcess.End(engine.Process, "serve").Exit, Is.Zero);
        }

        var kept = (int)Concord.Succeed("collection", "info", "a").Json["tiles"]!;
        var rest = Concord.Succeed("index", "a", tiles).Json;
        Assert.That(kept, Is.GreaterThan(0));
        Assert.That(((int)rest["already_indexed"]!, (int)rest["tiles"]!), Is.EqualTo((kept, 600 - kept)));
        Concord.Succeed("collection", "verify", "a");
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
