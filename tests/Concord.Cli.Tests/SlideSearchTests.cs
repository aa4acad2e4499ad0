using System.Text.Json.Nodes;
using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

[TestFixture]
internal sealed class SlideSearchTests : CliTest
{
    private static readonly string[] SlideFields =
        ["rank", "distance", "a_to_b", "b_to_a", "slide", "case", "patient", "labels", "tiles", "pairs", "series"];

    [Test]
    public void Search_Slide_HasItsFieldsEvidenceAndVote()
    {
        Tiled("a");
        var answer = Concord.Succeed("search", "a", "--slide", "dense/dense0.png", "-k", "3", "--pairs", "2").Json;
        var hits = answer["slides"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hits, Has.Count.EqualTo(3));
            Assert.That(hits[0]!.AsObject().Select(field => field.Key), Is.SupersetOf(SlideFields));
            Assert.That(hits.Select(hit => (string?)hit!["patient"]), Does.Not.Contain("dense-P0"));
            Assert.That(hits[0]!["pairs"]!.AsArray(), Has.Count.EqualTo(4), "four tiles a slide, two typical and two best");
            Assert.That((int)hits[0]!["pairs"]![0]!["hit"]!["width"]!, Is.EqualTo(48));
            Assert.That((string?)answer["vote"]!["leader"], Is.EqualTo("dense"));
            Assert.That((int)answer["vote"]!["calibration"]!["n"]!, Is.GreaterThan(0));
            Assert.That((bool)answer["search"]!["exact"]!, Is.True);
        }
    }

    [Test]
    public void Search_SlideByItsId_IsTheSameAsByName()
    {
        Tiled("a");
        var byName = Concord.Succeed("search", "a", "--slide", "dense/dense1.png").Json;
        var byId = Concord.Succeed("search", "a", "--slide", $"{byName["query"]!["id"]}").Json;
        Assert.That(byId.ToJsonString(), Is.EqualTo(byName.ToJsonString()));
    }

    [Test]
    public void Search_SlideWithHtml_WritesPairsSideBySide()
    {
        Tiled("a");
        Concord.Succeed("search", "a", "--slide", "dense/dense0.png", "-k", "2", "--pairs", "1", "--html", At("answer.html"));
        var page = File.ReadAllText(At("answer.html"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Split("data:image/jpeg;base64,"), Has.Length.EqualTo(1 + 3 + 8), "three slides, two pairs of two tiles for each of two hits");
            Assert.That(page, Does.Contain("For research use only").And.Contain("entropy").And.Not.Contain("http://").And.Not.Contain("https://"));
        }
    }

    [Test]
    public void Search_Within_GivesEveryTileAPictureAndObjects()
    {
        Tiled("a");
        var answer = Concord.Succeed("search", "a", "--tile", "1", "--within", "sparse/sparse0.png", "--png", At("map.png"), "--geojson", At("map.geojson")).Json;
        var features = JsonNode.Parse(File.ReadAllText(At("map.geojson")))!["features"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["tiles"]!.AsArray(), Has.Count.EqualTo(4));
            Assert.That(answer["tiles"]!.AsArray().Min(tile => (double)tile!["distance"]!), Is.EqualTo((double)answer["least"]!));
            Assert.That(File.ReadAllBytes(At("map.png")).AsSpan(1, 3).ToArray(), Is.EqualTo("PNG"u8.ToArray()));
            Assert.That(features, Has.Count.EqualTo(4));
            Assert.That(features.Select(f => Guid.TryParse((string?)f!["id"], out _)), Has.All.True);
            Assert.That(features.Select(f => (string?)f!["id"]), Is.Unique);
            Assert.That(features[0]!["properties"]!["classification"]!["color"]!.AsArray(), Has.Count.EqualTo(3));
            Assert.That((string?)features[0]!["properties"]!["classification"]!["name"], Does.Not.Contain(": "));
            Assert.That(features[0]!["geometry"]!["coordinates"]![0]!.AsArray(), Has.Count.EqualTo(5));
        }
    }

    [Test]
    public void Search_WithinOwnSlide_FindsTheTileAtZero()
    {
        Tiled("a");
        var own = (long)Concord.Succeed("search", "a", "--tile", "1", "--within", "dense/dense0.png").Json["tiles"]![2]!["tile"]!;
        var answer = Concord.Succeed("search", "a", "--tile", $"{own}", "--within", "dense/dense0.png").Json;
        Assert.That((double)answer["tiles"]![2]!["distance"]!, Is.EqualTo(0).Within(1e-6));
    }

    [Test]
    public void Search_TilesVote_IsThere()
    {
        Tiled("a");
        var vote = Concord.Succeed("search", "a", "--tile", "1", "-k", "3").Json["vote"]!;
        Assert.That(((int)vote["k"]!, (int)vote["voters"]!, vote["answer"] is null), Is.EqualTo((3, 3, vote["no_answer"] is not null)));
        var withheld = Concord.Succeed("search", "a", "--tile", "1", "-k", "3", "--no-calibration").Json["vote"]!;
        Assert.That(withheld["calibration"], Is.Null);
    }

    [Test]
    public void Evaluate_Slides_GivesVotesSupportAndRecall()
    {
        Tiled("a");
        var report = Concord.Succeed("evaluate", "a", "--slides", "--draws", "0").Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)report["unit"], Is.EqualTo("slide"));
            Assert.That((int)report["queries"]!, Is.EqualTo(12));
            Assert.That((int)report["support"]!["dense"]!["slides"]!, Is.EqualTo(6));
            Assert.That(report["majority_vote"]!.AsObject().Select(f => f.Key), Is.SupersetOf(new[] { "1", "3", "5" }));
            Assert.That((double)report["approximation"]!["recall_at_k"]!["5"]!, Is.EqualTo(1), "few slides are all compared");
        }

        Assert.That(Concord.Run("evaluate", "a", "--slides", "--draws", "0").Out, Does.Contain("Top-1").And.Contain("MV@5").And.Contain("recall@5"));
    }

    [TestCase(3, "not_found", "--slide", "nobody")]
    [TestCase(3, "not_found", "--slide", "4711")]
    [TestCase(2, "bad_usage", "--slide", "dense/dense0.png", "-k", "0")]
    [TestCase(2, "bad_argument", "--slide", "dense/dense0.png", "-k", "1000000000")]
    [TestCase(2, "bad_argument", "--slide", "dense/dense0.png", "--pairs", "-1")]
    [TestCase(2, "bad_usage", "--slide", "dense/dense0.png", "--tile", "1")]
    [TestCase(2, "bad_usage", "--slide", "dense/dense0.png", "--ranking", "sideways")]
    [TestCase(2, "bad_usage", "--tile", "1", "--per-case")]
    [TestCase(2, "bad_usage", "--tile", "1", "--png", "x.png")]
    [TestCase(3, "not_found", "--tile", "1", "--within", "nobody")]
    public void Search_WhatCannotBe_IsRefused(int exit, string code, params string[] arguments)
    {
        Tiled("a", count: 2);
        Concord.Fail(exit, code, ["search", "a", .. arguments]);
    }

    [TestCase("--slide", "dense/dense0.png", "--html")]
    [TestCase("--tile", "1", "--html")]
    public void Search_UnwritableOutput_IsToldBeforeTheSearch(params string[] arguments)
    {
        var outcome = Concord.Run(["search", "nowhere", .. arguments, At("missing", "answer.html"), "--json"]);
        Assert.That(outcome.Exit, Is.Not.Zero);
        Assert.That((string?)outcome.Error["message"], Does.Contain("answer.html"), "not that the collection is missing: that would be found later");
    }

    /// <summary>Images of two classes, two to a patient, cut into four tiles each.</summary>
    private void Tiled(string collection, int count = 6)
    {
        var tiles = Cohort(count);
        Concord.Succeed("collection", "create", collection);
        Concord.Succeed("index", collection, tiles, "--labels", Path.Combine(tiles, "labels.csv"), "--tile", "48");
    }
}
