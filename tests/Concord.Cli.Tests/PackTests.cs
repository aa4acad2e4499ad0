using System.Text.Json.Nodes;
using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

[TestFixture]
internal sealed class PackTests : CliTest
{
    private static readonly string[] Members =
        ["schema", "version", "generator", "use", "kind", "collection", "space", "query", "search", "contrasts", "hits", "vote", "shortfall", "truncated"];

    [Test]
    public void Pack_OfATile_HasTheAnswerOfTheSearch()
    {
        Indexed("a");
        var answer = Concord.Succeed("search", "a", "--tile", "1", "-k", "4", "--pack", At("pack.json")).Json;
        var pack = Read("pack.json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pack.AsObject().Select(member => member.Key), Is.EqualTo(Members));
            Assert.That((string?)pack["kind"], Is.EqualTo("tiles"));
            Assert.That((bool)pack["search"]!["exact"]!, Is.True);
            Assert.That((long)pack["query"]!["tile"]!, Is.EqualTo(1));
            Assert.That(pack["hits"]!.AsArray().Select(hit => (long)hit!["tile"]!), Is.EqualTo(answer["hits"]!.AsArray().Select(hit => (long)hit!["tile"]!)));
            Assert.That((double)pack["hits"]![0]!["similarity"]!, Is.EqualTo(1 - (double)answer["hits"]![0]!["distance"]!).Within(1e-6));
            Assert.That((int)pack["hits"]![0]!["place"]!["width"]!, Is.EqualTo(96));
            Assert.That((string?)pack["vote"]!["answer"], Is.EqualTo((string?)answer["vote"]!["answer"]));
            Assert.That((double)pack["vote"]!["margin"]!, Is.EqualTo((double)answer["vote"]!["margin"]!));
        }
    }

    [Test]
    public void Pack_WithoutPaths_NamesNoPatientAndNoFolder()
    {
        Indexed("a");
        Concord.Succeed("search", "a", "--tile", "1", "-k", "6", "--where", "patient != \"sparse-P0\"", "--pack", At("plain.json"));
        Concord.Succeed("search", "a", "--tile", "1", "-k", "6", "--pack", At("named.json"), "--with-paths");
        var (plain, named) = (File.ReadAllText(At("plain.json")), File.ReadAllText(At("named.json")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plain, Does.Not.Contain(Folder).And.Not.Contain("dense-P").And.Not.Contain("sparse-P"));
            Assert.That(plain, Does.Contain("\"patient 1\"").And.Contain("\"file\":\"dense1.png\"").Or.Contain("\"file\":\"dense2.png\""));
            Assert.That(named, Does.Contain(Folder).And.Contain("dense-P1"));
        }
    }

    [Test]
    public void Pack_Twice_HasTheSameBytes()
    {
        Indexed("a");
        foreach (var file in (string[])["one.json", "two.json"]) Concord.Succeed("search", "a", "--tile", "2", "--pack", At(file));
        Assert.That(File.ReadAllBytes(At("two.json")), Is.EqualTo(File.ReadAllBytes(At("one.json"))));
    }

    [Test]
    public void Pack_OfASlide_HasPairsAndPlaces()
    {
        var tiles = Cohort(6);
        Concord.Succeed("collection", "create", "a");
        Concord.Succeed("index", "a", tiles, "--labels", Path.Combine(tiles, "labels.csv"), "--tile", "48");
        var answer = Concord.Succeed("search", "a", "--slide", "dense/dense0.png", "-k", "3", "--pairs", "2", "--pack", At("pack.json")).Json;
        var pack = Read("pack.json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pack.AsObject().Select(member => member.Key), Is.EqualTo(Members));
            Assert.That((string?)pack["kind"], Is.EqualTo("slides"));
            Assert.That((string?)pack["query"]!["ranking"], Is.EqualTo("symmetric"));
            Assert.That(pack["hits"]!.AsArray().Select(hit => (long)hit!["slide_id"]!), Is.EqualTo(answer["slides"]!.AsArray().Select(hit => (long)hit!["id"]!)));
            Assert.That(pack["hits"]![0]!["evidence"]!["pairs"]!.AsArray(), Has.Count.EqualTo(4));
            Assert.That((int)pack["hits"]![0]!["evidence"]!["pairs"]![0]!["hit_place"]!["width"]!, Is.EqualTo(48));
            Assert.That((int)pack["search"]!["slides_compared"]!, Is.EqualTo((int)answer["search"]!["compared"]!));
        }
    }

    [Test]
    public void Pack_WithLinkedSeries_SaysWhatIsMissingAndWhatIsGone()
    {
        Indexed("a");
        var hits = Concord.Succeed("search", "a", "--tile", "1", "-k", "3").Json["hits"]!.AsArray().Select(hit => (string)hit!["case"]!).ToList();
        foreach (var file in (string[])["flair.png", "t1.png", "gone.png"]) Images.Tile(At("mr", file), 1);
        File.WriteAllText(At("links.csv"), $"case,modality,contrast,file\n{hits[0]},MR,T1,mr/t1.png\n{hits[0]},MR,FLAIR,mr/flair.png\n{hits[1]},MR,T1,mr/gone.png\n");
        Concord.Succeed("link", "a", At("links.csv"));
        File.Delete(At("mr", "gone.png"));
        Concord.Succeed("search", "a", "--tile", "1", "-k", "3", "--pack", At("pack.json"));
        var pack = Read("pack.json");
        Assert.That(pack["contrasts"]!.AsArray().Select(contrast => (string?)contrast!["contrast"]), Is.EqualTo(new[] { "FLAIR", "T1" }));
        Assert.That(pack["hits"]!.AsArray().Select(hit => string.Join(' ', hit!["series"]!.AsArray().Select(series => $"{series!["status"]}:{series["file"]}"))), Is.EqualTo(new[]
        {
            "linked:flair.png linked:t1.png", "missing: file not found:gone.png", "missing: missing:",
        }));
    }

    [Test]
    public void Pack_BeyondItsSize_LosesTheFurthestAndSaysSo()
    {
        Indexed("a");
        Concord.Succeed("search", "a", "--tile", "1", "-k", "8", "--pack", At("whole.json"));
        var limit = (int)new FileInfo(At("whole.json")).Length - 1;
        Concord.Succeed("search", "a", "--tile", "1", "-k", "8", "--pack", At("cut.json"), "--pack-bytes", $"{limit}");
        var (whole, cut) = (Read("whole.json"), Read("cut.json"));
        var kept = cut["hits"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new FileInfo(At("cut.json")).Length, Is.LessThanOrEqualTo(limit));
            Assert.That(whole["truncated"], Is.Null);
            Assert.That((int)cut["truncated"]!["hits_found"]!, Is.EqualTo(8));
            Assert.That((int)cut["truncated"]!["hits_kept"]!, Is.EqualTo(kept.Count).And.LessThan(8).And.GreaterThan(0));
            Assert.That(kept.Select(hit => (int)hit!["rank"]!), Is.EqualTo(Enumerable.Range(1, kept.Count)));
        }

        var refused = Concord.Fail(2, "bad_argument", "search", "a", "--tile", "1", "--pack", At("none.json"), "--pack-bytes", "100");
        Assert.That((string?)refused.Error["message"], Does.Contain("at least"));
        Assert.That(File.Exists(At("none.json")), Is.False);
    }

    [TestCase("--tile", "1", "--pack-bytes", "1000")]
    [TestCase("--tile", "1", "--with-paths")]
    [TestCase("--tile", "1", "--pack", "p.json", "--within", "dense/dense0.png")]
    [TestCase("--tile", "1", "--pack", "p.json", "--pack-bytes", "0")]
    public void Pack_WhatCannotBe_IsRefused(params string[] arguments) => Concord.Fail(2, "bad_usage", ["search", "nowhere", .. arguments]);

    private JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(At(file)))!;
}
