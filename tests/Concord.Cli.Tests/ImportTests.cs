using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

internal sealed class ImportTests : CliTest
{
    [Test]
    public void Import_NothingThatCanBeImported_MakesNoCollection()
    {
        File.WriteAllText(At("a.h5"), "this is no HDF5 file");

        var outcome = Concord.Run("import", "a", At("a.h5"), "--json");

        Assert.That(outcome.Exit, Is.EqualTo(2));
        Assert.That((string?)outcome.Error["message"], Does.Contain("a.h5").And.Contain("HDF5"));
        Assert.That(Concord.Run("collection", "info", "a", "--json").Exit, Is.EqualTo(3));
    }

    [Test]
    public void Import_NoSuchFile_Exits3() => Assert.That(Concord.Run("import", "a", At("absent.h5")).Exit, Is.EqualTo(3));

    [Test]
    public void Import_NpyThenAChangedOne_NeedsReplace()
    {
        WriteFeatures("a", 1, 2, 3);
        Assert.That((int?)Succeeded("import", "c", At("a.npy"), "--encoder", "enc", "--patch-size", "20")["tiles"], Is.EqualTo(3));
        Assert.That((int?)Succeeded("import", "c", At("a.npy"), "--encoder", "enc", "--patch-size", "20")["already_imported"], Is.EqualTo(1));
        WriteFeatures("a", 4, 5);

        var refused = Concord.Run("import", "c", At("a.npy"), "--encoder", "enc", "--patch-size", "20", "--json");
        var replaced = Succeeded("import", "c", At("a.npy"), "--encoder", "enc", "--patch-size", "20", "--replace");

        Assert.That(refused.Exit, Is.EqualTo(1));
        Assert.That((string?)refused.Json["skipped"]![0]!["reason"], Does.Contain("--replace"));
        Assert.That(((int?)replaced["replaced"], (int?)replaced["tiles"]), Is.EqualTo((1, 2)));
        Assert.That((int?)Succeeded("collection", "info", "c")["tiles"], Is.EqualTo(2));
    }

    [Test]
    public void CollectionLink_SlidesOfTheName_BringPicturesToThePage()
    {
        WriteFeatures("a", 1, 2, 3);
        WriteFeatures("b", 1, 2, 4);
        Concord.Succeed("import", "c", At("a.npy"), At("b.npy"), "--encoder", "enc", "--patch-size", "20");
        Images.Tile(At("slides", "a.png"), 1);
        Images.Tile(At("slides", "b.png"), 2);

        Concord.Succeed("search", "c", "--slide", "a", "--html", At("before.html"));
        var linked = Succeeded("collection", "link", "c", "--slides", At("slides"));
        Concord.Succeed("search", "c", "--slide", "a", "--html", At("after.html"));

        Assert.That(linked["linked"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(Pictures("before.html"), Is.Zero);
        // Two slides, and three pairs of tiles: six pictures, the query's tiles of them may be the same.
        Assert.That(Pictures("after.html"), Is.GreaterThanOrEqualTo(5));
    }

    [Test]
    public void CollectionLink_TwoFilesOfOneName_FailsNamingBoth()
    {
        WriteFeatures("a", 1);
        Concord.Succeed("import", "c", At("a.npy"), "--encoder", "enc", "--patch-size", "20");
        Images.Tile(At("slides", "one", "a.png"), 1);
        Images.Tile(At("slides", "two", "a.png"), 2);

        var outcome = Concord.Run("collection", "link", "c", "--slides", At("slides"), "--json");

        Assert.That(outcome.Exit, Is.EqualTo(1));
        Assert.That(outcome.Json["ambiguous"]![0]!["files"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(Concord.Run("collection", "link", "c", "--slides", At("nowhere")).Exit, Is.EqualTo(3));
    }

    private int Pictures(string page) => File.ReadAllText(At(page)).Split("data:image/").Length - 1;

    private System.Text.Json.Nodes.JsonNode Succeeded(params string[] arguments) => Concord.Succeed([.. arguments, "--json"]).Json;

    /// <summary>A .npy of two-element vectors and its table of places.</summary>
    private void WriteFeatures(string name, params float[] seeds)
    {
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({seeds.Length}, 2), }}".PadRight(117) + "\n";
        using (var writer = new BinaryWriter(File.Create(At(name + ".npy"))))
        {
            writer.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]);
            writer.Write((ushort)header.Length);
            writer.Write(System.Text.Encoding.ASCII.GetBytes(header));
            foreach (var seed in seeds)
            {
                writer.Write(seed);
                writer.Write(10 - seed);
            }
        }

        File.WriteAllLines(At(name + ".csv"), seeds.Select((_, i) => $"{20 * i},0").Prepend("x,y"));
    }
}
