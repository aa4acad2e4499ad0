using Concord.Indexing;

namespace Concord.Study.Tests.Evaluation;

/// <summary>A split given as a file instead of the one stored with the slides.</summary>
[TestFixture]
internal sealed class GivenSplitTests
{
    private string _path = "";

    [SetUp]
    public void MakeFile() => _path = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(_path);

    [Test]
    public void Run_TableEqualToTheStoredSplit_GivesTheSameFigures()
    {
        var tiles = AgreementTests.Random(1);
        using var stored = new PlainCollection(tiles);
        var byPatient = Given("patient", tiles.Select(tile => (tile.Patient, tile.Split!)));
        var bySlide = Given("slide", tiles.Select(tile => (tile.Slide, tile.Split!)));
        var expected = Evaluator.Run(stored.Collection, stored.Space, new EvaluationOptions { UseSplit = true });
        foreach (var table in new[] { byPatient, bySlide })
        {
            var report = Evaluator.Run(stored.Collection, stored.Space, new EvaluationOptions { Split = table });
            Assert.That(report.Macro.AtK, Is.EqualTo(expected.Macro.AtK));
            Assert.That((report.Queries, report.Archive), Is.EqualTo((expected.Queries, expected.Archive)));
            Assert.That(report.Warnings, Is.EqualTo(expected.Warnings));
        }
    }

    [Test]
    public void Run_PatientOnBothSidesAndNamesThatAreNotHere_AreSaid()
    {
        var tiles = AgreementTests.Random(1);
        using var stored = new PlainCollection(tiles);
        var split = Given("slide", [.. tiles.Select(tile => (tile.Slide, int.Parse(tile.Slide[1..], null) % 2 == 0 ? "test" : "train")), ("elsewhere", "test")]);
        var report = Evaluator.Run(stored.Collection, stored.Space, new EvaluationOptions { Split = split });
        Assert.That(report.Warnings, Has.One.Contains("both sides").And.One.Contains("1 of 25 names"));
    }

    [Test]
    public void Run_TableOfOtherSlides_SaysThatNoneIsHere()
    {
        using var stored = new PlainCollection(AgreementTests.Random(1));
        var split = Given("slide", [("x", "test"), ("y", "train")]);
        Assert.That(() => Evaluator.Run(stored.Collection, stored.Space, new EvaluationOptions { Split = split }),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("2 of 2 of which are not here"));
    }

    private SplitTable Given(string column, IEnumerable<(string Name, string Split)> rows)
    {
        File.WriteAllLines(_path, [$"{column},split", .. rows.Distinct().Select(row => $"{row.Name},{row.Split}")]);
        return SplitTable.Read(_path);
    }
}
