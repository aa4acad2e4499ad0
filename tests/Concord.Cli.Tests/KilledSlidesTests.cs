using System.Globalization;
using Concord.Cli.Tests.Support;
using Concord.Tests;

namespace Concord.Cli.Tests;

/// <summary>kill -9 while whole slides are indexed, again and again: the collection ends as if nothing had happened.</summary>
[TestFixture]
internal sealed class KilledSlidesTests : CliTest
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CONCORD_KILL_ROUNDS") ?? "20", CultureInfo.InvariantCulture);

    [Test]
    public void Index_SlidesKilledTwentyTimes_EqualsTheRunThatNeverWas()
    {
        var source = TestData.Require("wsi", "cmu-1-small-region.svs");
        Directory.CreateDirectory(At("slides"));
        for (var i = 0; i < 2; i++) File.Copy(source, At("slides", $"{i}.svs"));
        var random = new Random(20261125);
        var collections = new List<string> { Created("killed0") };
        for (var killed = 0; killed < Kills;)
        {
            using var process = Concord.Start([.. Index(collections[^1]), "--log", "/dev/stderr"]);
            // A quarter of them at some moment after a commit, the others mostly before the first: those must not stand still for ever.
            if (!Reaches(process, killed % 4 == 0 ? "committed" : "started") || process.WaitForExit(random.Next(60)))
            {
                // A quick machine was through before: the next kills fall on another collection.
                collections.Add(Created($"killed{collections.Count}"));
                Assert.That(collections, Has.Count.LessThan(Kills), "hardly a run is cut off");
                continue;
            }

            process.Kill();
            process.WaitForExit();
            killed++;
        }

        Concord.Succeed(Index(Created("whole")));
        var whole = Content("whole");
        foreach (var collection in collections)
        {
            Concord.Succeed(Index(collection));
            Assert.That(Content(collection), Is.EqualTo(whole), collection);
            Concord.Succeed("collection", "verify", collection);
        }
    }

    private string Created(string collection)
    {
        Concord.Succeed("collection", "create", collection);
        return collection;
    }

    /// <summary>Thousands of small tiles, so that most kills fall between two commits of one slide.</summary>
    private string[] Index(string collection) => ["index", collection, At("slides"), "--tile", "80", "--no-quality", "--workers", "2"];

    private static bool Reaches(System.Diagnostics.Process process, string happening)
    {
        while (process.StandardError.ReadLine() is { } line)
        {
            if (line.Contains($"\"event\":\"{happening}\"", StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private List<(long Id, string Slide, int X, int Y, string Vector)> Content(string name)
    {
        using var collection = Collection.Open(CollectionFolder(name), CollectionAccess.Read);
        var space = collection.Space();
        return [.. collection.Tiles().Select(tile => (tile.Id, tile.Slide, tile.X, tile.Y, Bits(collection.Vector(space, tile.Id))))];
    }

    private static string Bits(float[] vector) => Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(vector));
}
