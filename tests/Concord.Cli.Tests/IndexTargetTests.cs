using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

/// <summary>`index` into a collection that is not there.</summary>
[TestFixture]
internal sealed class IndexTargetTests : CliTest
{
    [Test]
    public void Index_NameThatIsNotThere_CreatesItForTheBuiltInModelAndSaysSo()
    {
        var tiles = Cohort(1);
        Concord.Succeed("collection", "create", "other");

        var first = Concord.Succeed("index", "new", tiles);
        var again = Concord.Succeed("index", "new", tiles);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(((bool)first.Json["created"]!, (string?)first.Json["model"], (int)first.Json["tiles"]!), Is.EqualTo((true, "concord-he", 2)));
            Assert.That(first.Err, Does.Contain("created collection \"new\"").And.Contain("concord-he").And.Contain("yours: other"));
            Assert.That(((bool)again.Json["created"]!, (int)again.Json["already_indexed"]!), Is.EqualTo((false, 2)));
            Assert.That(again.Err, Does.Not.Contain("created"));
        }
    }

    [Test]
    public void Index_PathThatIsNotThere_IsCreatedThere()
    {
        var report = Concord.Succeed("index", At("here.concord"), Cohort(1)).Json;

        Assert.That(((bool)report["created"]!, File.Exists(At("here.concord", "catalog.db"))), Is.EqualTo((true, true)));
    }

    [Test]
    public void Index_NothingThatCanGoIn_CreatesNothing()
    {
        var tiles = Cohort(1);
        Directory.CreateDirectory(At("empty"));

        Concord.Fail(3, "not_found", "index", "new", At("missing"));
        Concord.Fail(3, "not_found", "index", "new", At("missing"), "--watch");
        Concord.Fail(2, "bad_argument", "index", "new", At("empty"));
        Concord.Fail(3, "not_found", "index", "new", tiles, "--labels", At("missing.csv"));
        Concord.Fail(3, "not_found", "index", "new", tiles, "--model", "absent");
        Concord.Fail(2, "bad_argument", "index", "new", tiles, "--mpp", "0");

        Assert.That(Directory.Exists(CollectionFolder("new")), Is.False);
    }

    [Test]
    public void Plan_NameThatIsNotThere_SaysWhatARunWouldDoAndCreatesNothing()
    {
        var tiles = Cohort(1);

        var outcome = Concord.Succeed("index", "new", tiles, "--plan");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Json["plan"]!.AsArray().Select(file => (string?)file!["state"]), Is.EqualTo(new[] { "planned", "planned" }));
            Assert.That(outcome.Err, Does.Contain("no collection \"new\""));
            Assert.That(Directory.Exists(CollectionFolder("new")), Is.False);
        }
    }
}
