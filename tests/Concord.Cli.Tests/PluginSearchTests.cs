using System.Text.Json.Nodes;
using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

/// <summary>Plugins at work in commands: re-rankers, exporters, slide readers and embedders.</summary>
[Platform(Include = "Linux")]
internal sealed class PluginSearchTests : CliTest
{
    [Test]
    public void Search_Reranked_HasTheSameHitsInThePluginsOrderAndSaysBy()
    {
        Indexed("a");
        Zoo.Allow(Concord, At("zoo"));
        var plain = Concord.Succeed("search", "a", "--tile", "3").Json;
        var reranked = Concord.Succeed("search", "a", "--tile", "3", "--rerank", "zoo").Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Pairs(reranked), Is.EqualTo(Pairs(plain).Reverse()));
            Assert.That(reranked["hits"]!.AsArray().Select(hit => (int)hit!["rank"]!), Is.EqualTo(Enumerable.Range(1, 10)));
            Assert.That((string?)reranked["reranked"]!["id"], Is.EqualTo("zoo"));
            Assert.That((string?)reranked["reranked"]!["sha256"], Has.Length.EqualTo(64));
            Assert.That(plain["reranked"], Is.Null);
            Assert.That(reranked["vote"]!.ToJsonString(), Is.EqualTo(plain["vote"]!.ToJsonString()), "the nearest vote");
        }
    }

    [Test]
    public void Search_Exported_IsWhatThePluginWrites()
    {
        Indexed("a");
        Zoo.Allow(Concord, At("zoo"), kind: "exporter", act: "exporter");
        var found = Concord.Succeed("search", "a", "--tile", "3", "-k", "4", "--export", "zoo", At("hits.txt")).Json;
        var lines = File.ReadAllLines(At("hits.txt"));
        Assert.That(lines.Select(line => line.Split(' ')[0]), Is.EqualTo(found["hits"]!.AsArray().Select(hit => ((long)hit!["tile"]!).ToString(System.Globalization.CultureInfo.InvariantCulture))));
        Assert.That(lines, Has.All.EndsWith(" 480"), "the vectors come with the hits");
    }

    [Test]
    public void Search_PluginThatCannot_FailsWithItsReasonAndWritesNothing()
    {
        Indexed("a");
        Concord.Fail(3, "not_found", "search", "a", "--tile", "3", "--rerank", "nobody");
        Zoo.Allow(Concord, At("refusing"), "refusing", act: "configure throw");
        Assert.That((string?)Concord.Fail(1, "plugin_failed", "search", "a", "--tile", "3", "--rerank", "refusing").Error["message"], Does.Contain("it throws at configure"));
        Zoo.Allow(Concord, At("zoo"));
        Concord.Fail(2, "bad_argument", "search", "a", "--tile", "3", "--export", "zoo", At("hits.txt"));
        Concord.Fail(2, "bad_usage", "search", "a", "--slide", "dense/dense1.png", "--rerank", "zoo");
        Assert.That(File.Exists(At("hits.txt")), Is.False);
    }

    [Test]
    public void Index_FormatOfAPlugin_IsTakenFromFoldersCutAndFound()
    {
        Concord.Succeed("plugin", "new", At("my-reader"), "--home", "native");
        using (var build = System.Diagnostics.Process.Start("bash", [At("my-reader", "build.sh")]))
        {
            build.WaitForExit();
            Assert.That(build.ExitCode, Is.Zero);
        }

        WritePpm(At("slides", "one.ppm"), 448, 448);
        Concord.Succeed("collection", "create", "a");
        Assert.That(Concord.Run("index", "a", At("slides"), "--json").Exit, Is.EqualTo(2), "without the plugin there is no slide in the folder");
        Concord.Succeed("plugin", "allow", At("my-reader", "dist"), "--seal");
        var indexed = Concord.Succeed("index", "a", At("slides"), "--mpp", "0.5", "--tile", "224", "--min-tissue", "0", "--no-quality").Json;
        Assert.That(((int)indexed["slides"]!, (int)indexed["tiles"]!), Is.EqualTo((1, 4)));
        var found = Concord.Succeed("search", "a", "--image", At("slides", "one.ppm"), "--region", "0,0,224,224", "--mpp", "0.5", "--exclude", "none", "--html", At("answer.html")).Json;
        Assert.That((double)found["hits"]![0]!["distance"]!, Is.Zero.Within(1e-4), "the region is the first tile");
        Assert.That(File.ReadAllText(At("answer.html")), Does.Contain("data:image/"), "the plugin reads the pictures too");
    }

    [Test]
    public void Embedder_AsTheModelOfACollection_IsItsIdentity()
    {
        RequireMsgpack();
        Concord.Succeed("plugin", "new", At("mine"), "--home", "process");
        var sha256 = (string?)Concord.Succeed("plugin", "allow", At("mine"), "--seal").Json["sha256"];
        var space = Concord.Succeed("collection", "create", "a", "--model", "plugin:mine").Json["spaces"]![0]!;
        Assert.That(((string?)space["model"], (string?)space["weights_sha256"]), Is.EqualTo(("plugin:mine@1.0.0", sha256)));

        var tiles = Cohort(3);
        Assert.That((int)Concord.Succeed("index", "a", tiles).Json["tiles"]!, Is.EqualTo(6));
        var file = Path.Combine(tiles, "dense", "dense1.png");
        var found = Concord.Succeed("search", "a", "--image", file, "--roi", "0,0,96,96", "--exclude", "none").Json;
        Assert.That(((string?)found["hits"]![0]!["file"], (double)found["hits"]![0]!["distance"]! < 1e-6), Is.EqualTo((file, true)));

        File.AppendAllText(At("mine", "colour_embedder.py"), "\n# another version\n");
        Concord.Succeed("plugin", "allow", At("mine"), "--seal");
        Assert.That((string?)Concord.Fail(2, "bad_argument", "search", "a", "--image", file).Error["message"], Does.Contain("weights"));
        Assert.That((int)Concord.Succeed("search", "a", "--tile", "1").Json["hits"]!.AsArray().Count, Is.GreaterThan(0), "what is stored is searched without it");
        Concord.Fail(2, "bad_argument", "collection", "create", "b", "--model", "plugin:mine", "--pooling", "max");
        Concord.Fail(3, "not_found", "collection", "create", "b", "--model", "plugin:nobody");
    }

    internal static void RequireMsgpack()
    {
        using var python = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/usr/bin/python3", ["-c", "import msgpack"]) { RedirectStandardError = true })!;
        python.WaitForExit();
        if (python.ExitCode != 0) Assert.Ignore("SKIPPED: /usr/bin/python3 has no msgpack (Debian's python3-msgpack)");
    }

    /// <summary>A picture with colours that differ from place to place.</summary>
    internal static void WritePpm(string path, int width, int height)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var random = new Random(width);
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            var dark = random.Next(5) == 0 && (i / 8) % 3 == 0;
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = dark ? ((byte)90, (byte)50, (byte)(120 + (i % 20))) : ((byte)220, (byte)(150 + (i / width % 40)), (byte)200);
        }

        using var file = File.Create(path);
        file.Write(System.Text.Encoding.ASCII.GetBytes($"P6\n{width} {height}\n255\n"));
        file.Write(pixels);
    }

    private static IEnumerable<(long, double)> Pairs(JsonNode answer) => answer["hits"]!.AsArray().Select(hit => ((long)hit!["tile"]!, (double)hit["distance"]!));
}
