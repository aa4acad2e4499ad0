using Concord.Bindings.Checks;
using Concord.Bindings.Reading;
using Concord.Bindings.Writing;

namespace Concord.Bindings.Tests;

internal sealed class DriftTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("concord-drift-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Find_CommittedFiles_AreUpToDate()
    {
        var abi = AbiReader.Read(Path.Combine(Repository.Root, "native/include"), "concord/concord.h");

        Assert.That(Drift.Find(Repository.Root, Outputs.Of(abi)), Is.Empty, "run bindings/generate");
    }

    [Test]
    public void Find_ChangedLine_ShowsTheLineBothWays()
    {
        File.WriteAllText(Path.Combine(_folder, "a.txt"), "one\nzwei\nthree\n");

        var found = Drift.Find(_folder, new Dictionary<string, string> { ["a.txt"] = "one\ntwo\nthree\n" });

        Assert.That(found, Is.EqualTo(new[] { "a.txt: differs from line 2 on", "  - zwei", "  + two" }));
    }

    [Test]
    public void Find_ManyChangedLines_ShowsFive()
    {
        File.WriteAllText(Path.Combine(_folder, "a.txt"), "");

        var found = Drift.Find(_folder, new Dictionary<string, string> { ["a.txt"] = "1\n2\n3\n4\n5\n6\n7\n8\n" });

        Assert.That(found, Has.Count.EqualTo(7));
        Assert.That(found[^1], Is.EqualTo("  + … 3 more lines"));
    }

    [Test]
    public void Find_MissingFile_SaysSo()
    {
        var found = Drift.Find(_folder, new Dictionary<string, string> { ["a.txt"] = "" });

        Assert.That(found, Is.EqualTo(new[] { "a.txt: is missing" }));
    }

    [Test]
    public void Find_SameText_FindsNothing()
    {
        File.WriteAllText(Path.Combine(_folder, "a.txt"), "one\n");

        Assert.That(Drift.Find(_folder, new Dictionary<string, string> { ["a.txt"] = "one\n" }), Is.Empty);
    }
}
