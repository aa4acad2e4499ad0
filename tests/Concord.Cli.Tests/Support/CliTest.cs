namespace Concord.Cli.Tests.Support;

/// <summary>A test with a temporary folder and a command line whose collections lie in it.</summary>
internal abstract class CliTest
{
    protected string Folder { get; private set; } = "";

    protected ConcordProcess Concord { get; private set; } = null!;

    [SetUp]
    public void MakeFolder()
    {
        Folder = Directory.CreateTempSubdirectory("concord-cli-").FullName;
        Concord = new ConcordProcess(Path.Combine(Folder, "home"));
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Folder, recursive: true);

    protected string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    protected string CollectionFolder(string name) => At("home", "collections", name + ".concord");

    /// <summary>Draws <paramref name="count"/> tiles in each of two classes and a labels.csv with two tiles a patient.</summary>
    protected string Cohort(int count, string name = "tiles")
    {
        var lines = new List<string> { "file,label,patient" };
        foreach (var (label, offset) in new[] { ("dense", 25), ("sparse", 0) })
        {
            for (var i = 0; i < count; i++)
            {
                var file = $"{label}/{label}{i}.png";
                Images.Tile(At(name, file), (40 * i) + offset + (i % 10));
                lines.Add($"{file},{label},{label}-P{i / 2}");
            }
        }

        File.WriteAllLines(At(name, "labels.csv"), lines);
        return At(name);
    }

    /// <summary>A collection that holds such a cohort.</summary>
    protected string Indexed(string collection, int count = 6)
    {
        var tiles = Cohort(count);
        Concord.Succeed("collection", "create", collection);
        Concord.Succeed("index", collection, tiles, "--labels", Path.Combine(tiles, "labels.csv"));
        return tiles;
    }
}
