using Concord.Cli.Tests.Support;
using Concord.Tests;

namespace Concord.Cli.Tests;

[TestFixture]
internal sealed class RadiologyTests : CliTest
{
    [Test]
    public void Index_Radiology_IsSearchedFromBothSides()
    {
        var cases = IndexedWithRadiology();

        var scan = Concord.Succeed("search", "a", "--series", $"{cases[0]}/MR/FLAIR", "-k", "3").Json;
        var fused = Concord.Succeed("search", "a", "--tile", "1", "--fuse", "--exclude", "none", "-k", "8", "--html", At("fused.html")).Json;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)scan["hits"]![0]!["labels"]!["modality"], Is.EqualTo("MR"));
            Assert.That(scan["hits"]![0]!["slides"]!.AsArray().Select(slide => (string?)slide!["file"]), Is.All.EndsWith(".png"));
            Assert.That(scan["hits"]!.AsArray().Select(hit => (string?)hit!["case"]), Does.Not.Contain(cases[0]), "the patient's own is left out");
            Assert.That(fused["cases"]!.AsArray(), Has.Count.EqualTo(8));
            Assert.That((string?)fused["fusion"]!["method"], Is.EqualTo("reciprocal rank"));
            Assert.That((int)fused["cases"]![0]!["tissue"]!["rank"]!, Is.EqualTo(1), "the query's own case");
            Assert.That(File.ReadAllText(At("fused.html")), Does.Contain("missing"), "a case without T1");
        }
    }

    [Test]
    public void Index_Radiology_WithoutLinks_SaysHow()
    {
        Indexed("a", count: 2);
        Concord.Fail(2, "bad_argument", "index", "radiology", "a");
    }

    [Test]
    public void Search_Series_WithoutTheSpace_Exits3()
    {
        Indexed("a", count: 2);
        Concord.Fail(3, "not_found", "search", "a", "--series", "C1/MR/T1");
    }

    [Test]
    public void Search_ADicomScanFromOutside_IsAQueryOfRadiology()
    {
        IndexedWithRadiology();
        var scan = TestData.Require("dicom", "MR_small.dcm");
        Assert.That(Concord.Succeed("search", "a", "--image", scan, "--space", "radiology", "-k", "2").Json["hits"]!.AsArray(), Has.Count.EqualTo(2));
        Concord.Fail(2, "bad_usage", "search", "a", "--image", scan);
    }

    [Test]
    public void Search_ContrastWithoutScan_Exits2()
    {
        Indexed("a", count: 2);
        Concord.Fail(2, "bad_usage", "search", "a", "--tile", "1", "--fuse", "--contrast", "T1");
    }

    [Test]
    public void Figures_OfACollection_AreFilesAndOnePage()
    {
        IndexedWithRadiology(tilesAClass: 6);

        var answer = Concord.Succeed("figures", "a", "--out", At("figures")).Json;

        var page = File.ReadAllText((string)answer["report"]!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["figures"]!.AsArray().Select(file => Path.GetFileName((string)file!)), Does.Contain("map-tsne.svg").And.Contain("gallery-dense.svg"));
            Assert.That(answer["pictures"]!.AsArray().Count, Is.EqualTo(answer["no_pictures"] is null ? answer["figures"]!.AsArray().Count : 0));
            Assert.That(answer["pictures"]!.AsArray().Select(file => File.ReadAllBytes((string)file!).AsSpan(1, 3).ToArray()), Is.All.EqualTo("PNG"u8.ToArray()));
            Assert.That(page, Does.Not.Contain("Synthetic data").And.Not.Contain("src=\"http"));
            Assert.That(Directory.EnumerateFiles(At("figures"), "*.unfinished"), Is.Empty);
        }
    }

    /// <summary>Tiles of as many cases; three have FLAIR, and all of these but the second T1.</summary>
    private List<string> IndexedWithRadiology(int tilesAClass = 4)
    {
        Indexed("a", tilesAClass);
        List<string> cases = ["dense/dense0.png", "dense/dense2.png", "sparse/sparse0.png"];
        var lines = new List<string> { "case,modality,contrast,file" };
        for (var i = 0; i < cases.Count; i++)
        {
            foreach (var contrast in i == 1 ? ["FLAIR"] : new[] { "FLAIR", "T1" })
            {
                Images.Tile(At("mr", $"{i}{contrast}.png"), (10 * i) + contrast.Length);
                lines.Add($"{cases[i]},MR,{contrast},mr/{i}{contrast}.png");
            }
        }

        File.WriteAllLines(At("links.csv"), lines);
        Concord.Succeed("index", "radiology", "a", "--series", At("links.csv"));
        return cases;
    }
}
