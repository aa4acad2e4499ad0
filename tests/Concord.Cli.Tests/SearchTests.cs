using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

[TestFixture]
internal sealed class SearchTests : CliTest
{
    [Test]
    public void Search_ByAnImageOfTheCollection_LeavesItselfAndItsPatientOut()
    {
        var tiles = Indexed("a", count: 4);

        var answer = Concord.Succeed("search", "a", "--image", Path.Combine(tiles, "dense", "dense0.png"), "-k", "20").Json;

        Assert.That((string?)answer["query"]!["patient"], Is.EqualTo("dense-P0"));
        Assert.That(answer["hits"]!.AsArray().Select(hit => (string?)hit!["patient"]), Does.Not.Contain("dense-P0"));
        Assert.That(answer["hits"]!.AsArray(), Has.Count.EqualTo(6));
    }

    [Test]
    public void Search_ByACopyOfAnImage_FindsTheOriginalFirst()
    {
        var tiles = Indexed("a", count: 4);
        File.Copy(Path.Combine(tiles, "dense", "dense3.png"), At("query.png"));

        var answer = Concord.Succeed("search", "a", "--image", At("query.png"), "-k", "1").Json;

        Assert.That((string?)answer["hits"]![0]!["file"], Does.EndWith("dense3.png"));
        Assert.That((double)answer["hits"]![0]!["distance"]!, Is.LessThan(1e-4));
        Assert.That((string?)answer["query"]!["exclude"], Is.EqualTo("none"));
    }

    [Test]
    public void Search_FromOutsideWithAPatient_LeavesThatPatientOut()
    {
        var tiles = Indexed("a", count: 4);
        File.Copy(Path.Combine(tiles, "dense", "dense3.png"), At("query.png"));

        var answer = Concord.Succeed("search", "a", "--image", At("query.png"), "-k", "20", "--patient", "dense-P1").Json;

        Assert.That(answer["hits"]!.AsArray().Select(hit => (string?)hit!["patient"]), Does.Not.Contain("dense-P1"));
    }

    [Test]
    public void Search_WithACondition_ReturnsOnlyWhatMeetsIt()
    {
        Indexed("a", count: 4);

        var answer = Concord.Succeed("search", "a", "--tile", "1", "-k", "3", "--where", "label = \"sparse\"").Json;

        Assert.That(answer["hits"]!.AsArray().Select(hit => (string?)hit!["labels"]!["label"]), Is.EqualTo(new[] { "sparse", "sparse", "sparse" }));
    }

    [Test]
    public void Search_WithHtml_WritesAPageWithItsPicturesInside()
    {
        Indexed("a", count: 3);

        Concord.Succeed("search", "a", "--tile", "1", "-k", "2", "--html", At("answer.html"));

        var page = File.ReadAllText(At("answer.html"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Split("data:image/jpeg;base64,"), Has.Length.EqualTo(4), "the query and two hits");
            Assert.That(page, Does.Not.Contain("http://").And.Not.Contain("https://").And.Not.Contain("no image"));
        }
    }

    [Test]
    public void Search_WithHtml_PutsHitsOfOneCaseTogether()
    {
        var tiles = Cohort(4);
        Concord.Succeed("collection", "create", "a");
        Concord.Succeed("index", "a", tiles, "--labels", Path.Combine(tiles, "labels.csv"), "--tile", "48");
        var hits = Concord.Succeed("search", "a", "--tile", "1", "-k", "9", "--html", At("answer.html")).Json["hits"]!.AsArray();
        var cases = hits.Select(hit => (string)hit!["case"]!).Distinct().ToList();
        var page = File.ReadAllText(At("answer.html"));
        var shown = page.Split("<p class=\"case-name\">Case ").Skip(1).ToList();
        Assert.That(shown.Select(part => part[..part.IndexOf('<', StringComparison.Ordinal)]), Is.EqualTo(cases), "in the order of their nearest hits");
        Assert.That(shown.Select(part => part.Split("class=\"rank\"").Length - 1), Is.EqualTo(cases.Select(name => hits.Count(hit => (string)hit!["case"]! == name))));
    }

    [Test]
    public void Search_ARegion_EmbedsThatPart()
    {
        var tiles = Indexed("a", count: 2);
        var image = Path.Combine(tiles, "dense", "dense0.png");

        var whole = Concord.Succeed("search", "a", "--image", image, "--exclude", "none").Json;
        var part = Concord.Succeed("search", "a", "--image", image, "--exclude", "none", "--roi", "0,0,48,48").Json;

        Assert.That((double)part["hits"]![0]!["distance"]!, Is.Not.EqualTo((double)whole["hits"]![0]!["distance"]!));
    }

    [Test]
    public void Search_ARegionOutsideTheImage_Exits2()
    {
        var tiles = Indexed("a", count: 2);
        Concord.Fail(2, "bad_argument", "search", "a", "--image", Path.Combine(tiles, "dense", "dense0.png"), "--roi", "90,90,48,48");
    }

    [Test]
    public void Link_Series_ComeBackWithTheHits()
    {
        Indexed("a", count: 2);
        var first = (string)Concord.Succeed("search", "a", "--tile", "1", "-k", "1").Json["hits"]![0]!["case"]!;
        Images.Tile(At("mr", "flair.png"), 1);
        File.WriteAllText(At("links.csv"), $"case,modality,contrast,file\n{first},MR,FLAIR,mr/flair.png\n{first},MR,T1,mr/missing.png\nnobody,MR,T1,mr/flair.png\n");

        var linked = Concord.Run("link", "a", At("links.csv"), "--json");
        var hit = Concord.Succeed("search", "a", "--tile", "1", "-k", "1").Json["hits"]![0]!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(linked.Exit, Is.EqualTo(1), linked.ToString());
            Assert.That((int)linked.Json["linked"]!, Is.EqualTo(1));
            Assert.That(linked.Json["skipped"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That((string?)hit["series"]![0]!["contrast"], Is.EqualTo("FLAIR"));
        }
    }

    [Test]
    public void Search_OnATerminalThatIsNone_PrintsATableWithoutColours()
    {
        Indexed("a", count: 2);

        var outcome = Concord.Run("search", "a", "--tile", "1");

        Assert.That(outcome.Exit, Is.Zero, outcome.ToString());
        Assert.That(outcome.Out, Does.Contain("distance").And.Not.Contain('\u001b'));
    }
}
