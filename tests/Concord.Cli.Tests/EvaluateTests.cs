using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

/// <summary>What <c>evaluate</c> writes beside its answer, given splits, kept runs and selections.</summary>
[TestFixture]
internal sealed class EvaluateTests : CliTest
{
    [Test]
    public void Evaluate_HtmlAndMarkdown_AreWrittenWithTheFiguresOfTheAnswer()
    {
        Indexed("a");
        var macro = (double)Concord.Succeed("evaluate", "a", "--html", At("a.html"), "--markdown", At("a.md")).Json["precision_at_k"]!["macro"]!["1"]!;
        Assert.That(File.ReadAllText(At("a.md")), Does.Contain($"| **macro** | 12 | {macro.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture)}"));
        Assert.That(File.ReadAllText(At("a.html")), Does.StartWith("<!DOCTYPE html>").And.Contain("</html>"));
    }

    [Test]
    public void Evaluate_Figures_AreWrittenForOneSpaceAndForTwo()
    {
        Indexed("a");
        Concord.Succeed("evaluate", "a", "--figures", At("one"));
        Concord.Succeed("evaluate", "a", "--against", "pathology", "--figures", At("two"));
        Assert.That(File.ReadAllText(At("one", "precision.svg")), Does.StartWith("<svg").And.Contain("Macro").And.Not.Contain("pathology"));
        Assert.That(File.ReadAllText(At("two", "precision.svg")), Does.Contain("pathology"));
        File.WriteAllText(At("file"), "");
        Concord.Fail(2, "bad_argument", "evaluate", "a", "--figures", At("file"));
    }

    [Test]
    public void Evaluate_AfterIndexing_KnowsWhatThatCost()
    {
        Indexed("a");
        var cost = Concord.Succeed("evaluate", "a").Json["cost"]!;
        Assert.That((int)cost["indexed_slides"]!, Is.EqualTo(12));
        Assert.That((double)cost["index_s_a_slide"]!, Is.Positive);
    }

    [Test]
    public void Compare_TwoKeptRuns_GivesPairedChanges()
    {
        Indexed("a");
        File.WriteAllText(At("one.json"), Concord.Succeed("evaluate", "a", "--per-query").Out);
        File.WriteAllText(At("two.json"), Concord.Succeed("evaluate", "a", "--per-query", "--exclude", "none").Out);
        var comparison = Concord.Succeed("evaluate", "compare", At("one.json"), At("two.json")).Json;
        Assert.That((bool)comparison["paired"]!);
        Assert.That(comparison["changes"]!["precision"]!["1"]!["interval"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(comparison["warnings"]!.AsArray().Select(warning => (string)warning!), Has.Some.Contains("excluded"));
    }

    [Test]
    public void Compare_OtherFilesOrOtherQueries_IsRefused()
    {
        Indexed("a");
        File.WriteAllText(At("all.json"), Concord.Succeed("evaluate", "a", "--per-query").Out);
        File.WriteAllText(At("dense.json"), Concord.Succeed("evaluate", "a", "--per-query", "--where", "label = \"dense\"").Out);
        Concord.Fail(2, "bad_argument", "evaluate", "compare", At("all.json"), At("dense.json"));
        Concord.Fail(2, "bad_argument", "evaluate", "compare", At("all.json"), At("tiles", "labels.csv"));
        Concord.Fail(3, "not_found", "evaluate", "compare", At("all.json"), At("absent.json"));
        Concord.Fail(2, "bad_usage", "evaluate", "compare", At("all.json"));
    }

    [Test]
    public void Evaluate_GivenSplit_AsksItsTestSide()
    {
        Indexed("a");
        File.WriteAllText(At("split.csv"), "patient,split\ndense-P0,test\nsparse-P0,test\ndense-P1,train\nsparse-P1,train\nsparse-P2,train\n");
        var report = Concord.Succeed("evaluate", "a", "--split", At("split.csv")).Json;
        Assert.That(((int)report["queries"]!, (int)report["archive"]!, (bool)report["split"]!), Is.EqualTo((4, 6, true)));
        Concord.Fail(2, "bad_argument", "evaluate", "a", "--split");
        Concord.Fail(3, "not_found", "evaluate", "a", "--split", At("absent.csv"));
        File.WriteAllText(At("split.csv"), "patient\ndense-P0\n");
        Concord.Fail(2, "bad_argument", "evaluate", "a", "--split", At("split.csv"));
    }

    [Test]
    public void Evaluate_Selections_PrintsSizeAgainstAccuracy()
    {
        var tiles = Cohort(4);
        Concord.Succeed("collection", "create", "a");
        Concord.Succeed("index", "a", tiles, "--labels", Path.Combine(tiles, "labels.csv"), "--tile", "32");
        var rows = Concord.Succeed("evaluate", "a", "--selections", "--share", "0.2").Json["selections"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => ((string)row!["selection"]!).Split('-')[0]), Is.EqualTo(new[] { "all", "mosaic", "random" }));
            Assert.That(rows.Select(row => (int)row!["tiles"]!), Is.Ordered.Descending);
            Assert.That((int)rows[0]!["tiles"]!, Is.EqualTo(8 * 9));
            Assert.That(rows[1]!["changes"]!["macro_f1"]!["5"]!["interval"], Is.Not.Null);
        }
    }

    [TestCase("--slides", "--against", "x")]
    [TestCase("--selections", "--against", "x")]
    [TestCase("--selections", "--slides")]
    [TestCase("--selections", "--html", "x.html")]
    [TestCase("--share", "0.1")]
    [TestCase("--selections", "--share", "2")]
    [TestCase("--against", "x", "--per-query")]
    public void Evaluate_OptionsThatDoNotGoTogether_AreRefused(params string[] options)
    {
        Indexed("a", count: 2);
        Concord.Fail(2, "bad_usage", ["evaluate", "a", .. options]);
    }

    [Test]
    public void Evaluate_FileThatCannotBeWritten_IsToldBeforeTheWork()
    {
        Indexed("a", count: 2);
        Concord.Fail(3, "not_found", "evaluate", "a", "--html", At("absent", "a.html"));
        Concord.Fail(2, "bad_usage", "evaluate", "a", "--markdown", Folder);
    }
}
