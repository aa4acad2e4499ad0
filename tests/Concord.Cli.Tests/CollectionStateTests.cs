using System.Diagnostics;
using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

/// <summary>Collections that are locked, half-deleted, read-only or newer.</summary>
[TestFixture]
internal sealed class CollectionStateTests : CliTest
{
    [Test]
    public void Index_WhileAnotherProcessWrites_Exits4()
    {
        var tiles = Cohort(2);
        Concord.Succeed("collection", "create", "a");
        using var writer = Collection.Open(CollectionFolder("a"), CollectionAccess.Write);

        Concord.Fail(4, "locked", "index", "a", tiles);
    }

    [Test]
    public void Search_WhileAnotherProcessWrites_Answers()
    {
        Indexed("a", count: 2);
        using var writer = Collection.Open(CollectionFolder("a"), CollectionAccess.Write);

        Concord.Succeed("search", "a", "--tile", "1");
    }

    [Test]
    public void Info_OfACollectionWithoutItsCatalogue_SaysWhatIsMissing()
    {
        Indexed("a", count: 2);
        File.Delete(Path.Combine(CollectionFolder("a"), "catalog.db"));

        var outcome = Concord.Run("collection", "info", "a", "--json");

        Assert.That(outcome.Exit, Is.AnyOf(3, 5), outcome.ToString());
        Assert.That((string?)outcome.Error["message"], Does.Contain("a.concord"));
    }

    [Test]
    public void Info_OfANewerFormat_SaysSoAndChangesNothing()
    {
        Indexed("a", count: 2);
        var catalog = Path.Combine(CollectionFolder("a"), "catalog.db");
        WriteFormat(catalog, 99);
        var before = File.ReadAllBytes(catalog);

        Concord.Fail(1, "newer_format", "collection", "info", "a");
        Concord.Fail(1, "newer_format", "index", "a", At("tiles"));

        Assert.That(File.ReadAllBytes(catalog), Is.EqualTo(before));
    }

    [Test]
    public void Delete_OfAHalfDeletedCollection_FinishesIt()
    {
        Indexed("a", count: 2);
        DeleteAllButTheLock(CollectionFolder("a"));

        Concord.Fail(5, "corrupt", "search", "a", "--tile", "1");
        var outcome = Concord.Run("collection", "delete", "a", "--json");

        Assert.That(outcome.Exit, Is.Zero, outcome.ToString());
        Assert.That(Directory.Exists(CollectionFolder("a")), Is.False);
    }

    [Test]
    public void Delete_OfAFolderThatIsNoCollection_IsRefused()
    {
        Directory.CreateDirectory(At("holiday"));
        File.WriteAllText(At("holiday", "beach.txt"), "do not delete");

        var outcome = Concord.Run("collection", "delete", At("holiday"), "--json");

        Assert.That(outcome.Exit, Is.Not.Zero, outcome.ToString());
        Assert.That(File.Exists(At("holiday", "beach.txt")));
    }

    [Test]
    public void Search_OfAReadOnlyCollection_AnswersAndIndexSaysThatItCannotWrite()
    {
        var tiles = Indexed("a", count: 2);
        MakeReadOnly(CollectionFolder("a"));
        try
        {
            var search = Concord.Run("search", "a", "--tile", "1", "--json");
            if (Environment.UserName == "root") Assert.Ignore("root may write read-only files");
            var index = Concord.Run("index", "a", tiles, "--json");
            Assert.That((search.Exit, index.Exit), Is.EqualTo((0, 1)), $"{search}\n{index}");
        }
        finally
        {
            Process.Start("chmod", ["-R", "u+w", CollectionFolder("a")])!.WaitForExit();
        }
    }

    [Test]
    public void Delete_ThenCreate_StartsEmpty()
    {
        Indexed("a", count: 2);

        Concord.Succeed("collection", "delete", "a");
        var created = Concord.Succeed("collection", "create", "a");

        Assert.That((int)created.Json["tiles"]!, Is.Zero);
    }

    /// <summary>What a deletion leaves that was cut off before its last step.</summary>
    private static void DeleteAllButTheLock(string folder)
    {
        Directory.Delete(Path.Combine(folder, "spaces"), recursive: true);
        foreach (var file in Directory.EnumerateFiles(folder, "catalog.db*")) File.Delete(file);
    }

    /// <summary>SQLite keeps user_version, our format, in bytes 60 to 63, big-endian.</summary>
    private static void WriteFormat(string catalog, byte format)
    {
        using var file = File.OpenWrite(catalog);
        file.Position = 63;
        file.WriteByte(format);
    }

    private static void MakeReadOnly(string folder) => Process.Start("chmod", ["-R", "a-w", folder])!.WaitForExit();
}
