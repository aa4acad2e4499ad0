using System.Text.Json.Nodes;
using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

/// <summary>Regions of slides as queries. A plain image is a slide of one level that does not say its resolution.</summary>
[TestFixture]
internal sealed class RegionTests : CliTest
{
    private const string Slide = "cmu-1-small-region.svs";

    [Test]
    public void Region_OfAnIndexedTile_FindsThatTileAtZero()
    {
        var file = Real(Slide);
        Concord.Succeed("collection", "create", "wsi");
        Concord.Succeed("index", "wsi", file);
        var tile = Concord.Succeed("search", "wsi", "--tile", "5", "-k", "1", "--exclude", "none").Json["hits"]![0]!;
        var region = $"{tile["x"]},{tile["y"]},{tile["width"]},{tile["height"]}";
        var answer = Concord.Succeed("search", "wsi", "--image", file, "--region", region, "-k", "1", "--exclude", "none").Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer["query"]!["region"]!["tiles"]!, Is.EqualTo(1));
            Assert.That((long)answer["hits"]![0]!["tile"]!, Is.EqualTo((long)tile["tile"]!));
            Assert.That((double)answer["hits"]![0]!["distance"]!, Is.EqualTo(0).Within(1e-5));
        }
    }

    [Test]
    public void Region_OfAKnownSlide_LeavesOutItsRelatives()
    {
        var file = Real(Slide);
        Concord.Succeed("collection", "create", "wsi");
        Concord.Succeed("index", "wsi", file);
        var answer = Concord.Succeed("search", "wsi", "--image", file, "--region", "400,400,448,448").Json;
        Assert.That((int)answer["query"]!["region"]!["tiles"]!, Is.EqualTo(4));
        Assert.That(answer["hits"]!.AsArray(), Is.Empty, "every tile is of the query's patient");
    }

    [Test]
    public void Image_ThatIsAWholeSlide_AsksForARegion()
    {
        var file = Real(Slide);
        Indexed("a", count: 2);
        var refused = Concord.Fail(2, "bad_usage", "search", "a", "--image", file);
        Assert.That((string?)refused.Error["hint"], Does.Contain("--region"));
        Concord.Fail(2, "bad_usage", "search", "a", "--image", file, "--roi", "0,0,100,100");
    }

    [Test]
    public void Region_OfADamagedSlide_IsToldWithItsName()
    {
        var file = Real("broken.svs");
        Indexed("a", count: 2);
        var refused = Concord.Fail(2, "bad_argument", "search", "a", "--image", file, "--region", "0,0,100,100");
        Assert.That((string?)refused.Error["message"], Does.StartWith("broken.svs: "));
    }

    [Test]
    public void Region_OfASlideWithoutAResolution_AsksForIt()
    {
        var image = Path.Combine(Indexed("a", count: 2), "dense", "dense0.png");
        var refused = Concord.Fail(2, "bad_argument", "search", "a", "--image", image, "--region", "0,0,96,96");
        Assert.That((string?)refused.Error["message"], Does.Contain("--mpp"));
        var answer = Concord.Succeed("search", "a", "--image", image, "--region", "0,0,96,96", "--mpp", "4", "--exclude", "none", "--pack", At("pack.json")).Json;
        // Tiles of 224 pixels at 0.5 are 28 pixels at 4.
        Assert.That((int)answer["query"]!["region"]!["tiles"]!, Is.EqualTo(9));
        Assert.That((double)JsonNode.Parse(File.ReadAllText(At("pack.json")))!["query"]!["place"]!["mpp"]!, Is.EqualTo(4));
    }

    [Test]
    public void Region_WhatCannotBe_IsRefused()
    {
        var image = Path.Combine(Indexed("a", count: 1), "dense", "dense0.png");
        Check("bad_argument", "is empty", "0,0,0,96", "0.5");
        Check("bad_argument", "is empty", "0,0,96,-1", "0.5");
        Check("bad_argument", "does not lie on dense0.png", "90,0,96,96", "0.5");
        Check("bad_argument", "does not lie on dense0.png", "-1,0,20,20", "0.5");
        Check("bad_argument", "too large", "0,0,96,96", "40");
        Check("bad_usage", "--mpp", "0,0,96,96", "0");

        void Check(string code, string contains, string region, string mpp)
        {
            var refused = Concord.Fail(2, code, "search", "a", "--image", image, "--region", region, "--mpp", mpp);
            Assert.That((string?)refused.Error["message"], Does.Contain(contains), region);
        }
    }

    [TestCase("--tile", "1", "--region", "0,0,9,9")]
    [TestCase("--tile", "1", "--mpp", "1")]
    [TestCase("--image", "a.svs", "--region", "0,0,96")]
    [TestCase("--image", "a.svs", "--region", "0,0,96,99999999999999")]
    [TestCase("--image", "a.svs", "--region", "0,0,96,96", "--roi", "0,0,9,9")]
    public void Region_ThatIsTypedWrongly_IsToldBeforeAnythingElse(params string[] arguments) => Concord.Fail(2, "bad_usage", ["search", "nowhere", .. arguments]);

    /// <summary>A whole slide of the shared sets: $CONCORD_DATA, else ../shared/data beside the repository.</summary>
    private static string Real(string name)
    {
        var root = Environment.GetEnvironmentVariable("CONCORD_DATA") is { Length: > 0 } folder ? folder
            : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../../shared/data"));
        var path = Path.Combine(root, "wsi", name);
        if (!File.Exists(path)) Assert.Ignore($"skipped: {path} is not there (set CONCORD_DATA)");
        return path;
    }
}
