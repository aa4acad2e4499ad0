using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

/// <summary>Bad input gets a clear error and loses nothing: each case from the command line.</summary>
[TestFixture]
internal sealed class BadInputTests : CliTest
{
    private static IEnumerable<TestCaseData> BadFiles()
    {
        yield return new TestCaseData("text.png", "this is not an image"u8.ToArray()).SetArgDisplayNames("NotAnImage");
        yield return new TestCaseData("empty.png", Array.Empty<byte>()).SetArgDisplayNames("ZeroBytes");
        yield return new TestCaseData("huge.png", Images.Claiming(60_000, 60_000)).SetArgDisplayNames("Claims60000x60000");
        yield return new TestCaseData("cut.jpg", CutJpeg()).SetArgDisplayNames("TruncatedJpeg");
    }

    [TestCaseSource(nameof(BadFiles))]
    public void Index_OneBadFileAmongMany_IsReportedAndTheRestIsIndexed(string name, byte[] content)
    {
        var tiles = Cohort(5);
        File.Delete(Path.Combine(tiles, "labels.csv"));
        File.WriteAllBytes(Path.Combine(tiles, "dense", name), content);
        Concord.Succeed("collection", "create", "a");

        var outcome = Concord.Run("index", "a", tiles, "--json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Exit, Is.EqualTo(1), outcome.ToString());
            Assert.That((int)outcome.Json["tiles"]!, Is.EqualTo(10));
            Assert.That(outcome.Json["skipped"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That((string?)outcome.Json["skipped"]![0]!["file"], Does.EndWith(name));
            Assert.That((string?)outcome.Json["skipped"]![0]!["reason"], Is.Not.Empty);
            Assert.That((int)Concord.Succeed("collection", "info", "a").Json["tiles"]!, Is.EqualTo(10));
        }
    }

    [TestCaseSource(nameof(BadFiles))]
    public void Search_ByABadImage_Exits2AndNamesIt(string name, byte[] content)
    {
        Indexed("a", count: 2);
        File.WriteAllBytes(At(name), content);

        var outcome = Concord.Fail(2, "bad_argument", "search", "a", "--image", At(name));

        Assert.That((string?)outcome.Error["message"], Does.Contain(name));
    }

    [Test]
    public void Index_FolderWithoutImages_FailsAndSaysSo()
    {
        Directory.CreateDirectory(At("nothing"));
        File.WriteAllText(At("nothing", "notes.txt"), "no images here");
        Concord.Succeed("collection", "create", "a");

        var outcome = Concord.Run("index", "a", At("nothing"), "--json");

        Assert.That(outcome.Exit, Is.AnyOf(2, 3), outcome.ToString());
        Assert.That((string?)outcome.Error["message"], Does.Contain("nothing"));
    }

    [Test]
    public void Index_MissingPath_Exits3()
    {
        Concord.Succeed("collection", "create", "a");
        Concord.Fail(3, "not_found", "index", "a", At("missing"));
    }

    [Test]
    public void Index_LabelsWithBomAndQuotedCommas_AreRead()
    {
        var tiles = Cohort(2);
        var csv = At("bom.csv");
        File.WriteAllText(csv, "\uFEFFfile,label,patient\r\n\"dense/dense0.png\",\"dense, very\",P1\r\ndense/dense1.png,plain,P1\r\n");
        Concord.Succeed("collection", "create", "a");

        Concord.Succeed("index", "a", tiles, "--labels", csv);
        var hits = Concord.Succeed("search", "a", "--image", Path.Combine(tiles, "dense", "dense1.png"), "--exclude", "none", "-k", "2").Json["hits"]!.AsArray();

        Assert.That(hits.Select(hit => (string?)hit!["labels"]!["label"]), Does.Contain("dense, very"));
    }

    [Test]
    public void Index_LabelsWithADuplicate_FailAndNameTheLine()
    {
        var tiles = Cohort(2);
        File.AppendAllText(Path.Combine(tiles, "labels.csv"), "dense/dense0.png,sparse,P9\n");
        Concord.Succeed("collection", "create", "a");

        var outcome = Concord.Run("index", "a", tiles, "--labels", Path.Combine(tiles, "labels.csv"), "--json");

        Assert.That(outcome.Exit, Is.EqualTo(2), outcome.ToString());
        Assert.That((string?)outcome.Error["message"], Does.Contain("dense0.png"));
    }

    [Test]
    public void Index_LabelsThatNameAMissingFile_ReportItAndIndexTheRest()
    {
        var tiles = Cohort(2);
        File.AppendAllText(Path.Combine(tiles, "labels.csv"), "dense/ghost.png,dense,P9\n");
        Concord.Succeed("collection", "create", "a");

        var outcome = Concord.Run("index", "a", tiles, "--labels", Path.Combine(tiles, "labels.csv"), "--json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Exit, Is.EqualTo(1), outcome.ToString());
            Assert.That((int)outcome.Json["tiles"]!, Is.EqualTo(4));
            Assert.That(outcome.Out, Does.Contain("ghost.png"));
        }
    }

    [Test]
    public void Index_LabelFileThatIsMissing_Exits3()
    {
        var tiles = Cohort(1);
        Concord.Succeed("collection", "create", "a");
        Concord.Fail(3, "not_found", "index", "a", tiles, "--labels", At("missing.csv"));
    }

    [Test]
    public void Index_WithLabelsLyingThere_HintsButDoesNotUseThem()
    {
        var tiles = Cohort(2);
        Concord.Succeed("collection", "create", "a");

        var outcome = Concord.Succeed("index", "a", tiles);

        Assert.That(outcome.Err, Does.Contain("labels.csv").And.Contain("--labels"));
        Assert.That((int)Concord.Succeed("collection", "info", "a").Json["patients"]!, Is.EqualTo(4), "every tile is its own patient");
    }

    [Test]
    public void Search_VectorOfTheWrongDimension_Exits2WithBothDimensions()
    {
        Indexed("a", count: 2);
        File.WriteAllText(At("v.json"), "[1, 2, 3]");

        var outcome = Concord.Fail(2, "bad_argument", "search", "a", "--vector", At("v.json"));

        Assert.That((string?)outcome.Error["message"], Does.Contain("3"));
    }

    [Test]
    public void Search_VectorOfNaN_Exits2()
    {
        Indexed("a", count: 2);
        var dimension = (int)Concord.Succeed("collection", "info", "a").Json["spaces"]![0]!["dimension"]!;
        File.WriteAllText(At("v.csv"), string.Join(',', Enumerable.Repeat("NaN", dimension)));

        Concord.Fail(2, "bad_argument", "search", "a", "--vector", At("v.csv"));
    }

    [Test]
    public void Search_KOfZero_Exits2()
    {
        Indexed("a", count: 2);
        var outcome = Concord.Run("search", "a", "--tile", "1", "-k", "0", "--json");
        Assert.That(outcome.Exit, Is.EqualTo(2), outcome.ToString());
    }

    [Test]
    public void Search_KAboveTheCount_ReturnsAllAndSaysWhy()
    {
        Indexed("a", count: 2);

        var outcome = Concord.Succeed("search", "a", "--tile", "1", "-k", "50", "--exclude", "none");

        Assert.That(outcome.Json["hits"]!.AsArray(), Has.Count.EqualTo(3));
        Assert.That((string?)outcome.Json["shortfall"], Is.Not.Empty);
    }

    [Test]
    public void Search_TileThatIsAbsent_Exits3()
    {
        Indexed("a", count: 2);
        Concord.Fail(3, "not_found", "search", "a", "--tile", "4711");
    }

    [Test]
    public void Search_ConditionThatCannotBeRead_Exits2()
    {
        Indexed("a", count: 2);
        Concord.Fail(2, "bad_argument", "search", "a", "--tile", "1", "--where", "label = = dense");
    }

    [Test]
    public void Create_NameThatExists_FailsAndKeepsIt()
    {
        Indexed("a", count: 2);

        Concord.Fail(1, "already_exists", "collection", "create", "a");

        Assert.That((int)Concord.Succeed("collection", "info", "a").Json["tiles"]!, Is.EqualTo(4));
    }

    private static byte[] CutJpeg()
    {
        var whole = ImageFile.EncodeJpeg(new RgbImage(200, 200, [.. Enumerable.Range(0, 120_000).Select(i => (byte)(i * 31))]));
        return whole[..(whole.Length / 2)];
    }
}
