using System.Text.Json.Nodes;

namespace Concord.Study.Tests.Evaluation;

/// <summary>Evaluations kept as files and compared, one collection's tiles numbered otherwise than the other's.</summary>
[TestFixture]
internal sealed class RunComparisonTests
{
    private static readonly EvaluationOptions Options = new() { Ks = [1, 3], Draws = 200 };

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("concord-runs-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Of_TwoCollectionsOfTheSameSlides_IsWhatOneCollectionOfTwoSpacesSays()
    {
        PlainTile[] tiles = AgreementTests.Random(1);
        PlainTile[] moved = [.. tiles.Select(tile => tile with { Vector = [tile.Vector[1], tile.Vector[0], 0] })];
        using var both = new PlainCollection(tiles);
        var second = both.Collection.AddSpace("moved", both.Space.Identity with { ModelId = "moved" }, ElementType.Float32);
        both.Collection.Append(second, both.Collection.Tiles().Select(tile => tile.Id).ToArray(), moved.SelectMany(tile => tile.Vector).ToArray());
        var expected = Evaluator.Compare(both.Collection, both.Space, second, Options);

        var comparison = RunComparison.Of(EvaluationFile.Read(Save("a", expected.Baseline.ToJson(perQuery: true))), EvaluationFile.Read(Save("b", expected.Other.ToJson(perQuery: true))), 200);

        Assert.That(comparison.Paired);
        Assert.That(comparison.Changes, Is.EqualTo(expected.Changes));
        Assert.That(comparison.Changes.Select(change => change.Metric).Distinct(), Is.EqualTo(MetricChange.Metrics));
    }

    [Test]
    public void Of_OtherOrderOfTheSameQueries_PairsByName()
    {
        var tiles = AgreementTests.Random(2);
        var (a, b) = (Evaluate(tiles), Evaluate([.. tiles.Select((tile, i) => (tile, i)).OrderBy(p => p.tile.Slide, StringComparer.Ordinal).ThenBy(p => p.i).Select(p => p.tile)]));
        var comparison = RunComparison.Of(Kept("a", a), Kept("b", b));
        Assert.That(comparison.Paired);
        Assert.That(comparison.Changes.Single(change => change is { Metric: "hit", K: 3 }).Change.Interval, Is.Not.Null);
    }

    [Test]
    public void Of_FilesWithoutRecords_ComparesFiguresAndSaysWhatIsNotKnown()
    {
        var a = Evaluate(AgreementTests.Random(1));
        var comparison = RunComparison.Of(Kept("a", a, perQuery: false), Kept("b", a));
        Assert.That(comparison.Paired, Is.False);
        Assert.That(comparison.Changes, Is.All.Matches<MetricChange>(change => change.Change is { Difference: 0, Interval: null }));
        Assert.That(comparison.Warnings, Has.One.Contains("--per-query"));
    }

    [Test]
    public void Of_OtherQueries_NamesThem()
    {
        var tiles = AgreementTests.Random(1);
        var named = tiles.First(tile => tile.Label is not null).Slide;
        PlainTile[] renamed = [.. tiles.Select(tile => tile.Slide == named ? tile with { Slide = "another" } : tile)];
        Assert.That(() => RunComparison.Of(Kept("a", Evaluate(tiles)), Kept("b", Evaluate(renamed))),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Contains(named).And.Message.Contains("another"));
    }

    [Test]
    public void Of_OtherLabelOrOtherNumbers_IsRefused()
    {
        var json = Evaluate(AgreementTests.Random(1)).ToJson();
        var other = json.DeepClone().AsObject();
        other["label"] = "stage";
        Refused(json, other, "label");
        other = json.DeepClone().AsObject();
        other["precision_at_k"]!["per_class"]!["a"]!["n"] = 1;
        Refused(json, other, "queries by class");
    }

    [Test]
    public void Of_OtherExclusion_IsSaid()
    {
        using var stored = new PlainCollection(AgreementTests.Random(1));
        var (a, b) = (Evaluator.Run(stored.Collection, stored.Space, Options), Evaluator.Run(stored.Collection, stored.Space, Options with { Exclude = Exclusion.Slide }));
        Assert.That(RunComparison.Of(Kept("a", a), Kept("b", b)).Warnings, Has.One.Contains("excluded patient"));
    }

    [Test]
    public void Read_FiguresThatWereChanged_AreFoundOut()
    {
        var json = Evaluate(AgreementTests.Random(1)).ToJson(perQuery: true);
        json["hit_at_k"]!["macro"]!["3"] = 0.999;
        Assert.That(() => EvaluationFile.Read(Save("a", json)), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("hit"));
    }

    [TestCase("{}"), TestCase("[]"), TestCase("null"), TestCase("{\"label\":"), TestCase("{\"label\":7}"), TestCase(""), TestCase("{\"baseline\":{}}")]
    public void Read_SomethingElse_NamesTheFile(string text)
    {
        var path = Path.Combine(_folder, "other.json");
        File.WriteAllText(path, text);
        Assert.That(() => EvaluationFile.Read(path), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("other.json"));
    }

    /// <summary>Every value of the document taken away or replaced, one after the other: refused or read, never anything else.</summary>
    [Test]
    public void Read_AnyDamage_IsRefusedOrRead()
    {
        var text = Evaluate(AgreementTests.Random(1)).ToJson(perQuery: true).ToJsonString();
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var at = random.Next(text.Length - 8);
            var path = Path.Combine(_folder, "damaged.json");
            File.WriteAllText(path, i % 2 == 0 ? text.Remove(at, random.Next(1, 8)) : text.Remove(at, 1).Insert(at, "7"));
            try
            {
                EvaluationFile.Read(path);
            }
            catch (ConcordArgumentException)
            {
                // Refused in words.
            }
        }
    }

    private void Refused(JsonObject a, JsonObject b, string because) => Assert.That(
        () => RunComparison.Of(EvaluationFile.Read(Save("a", a)), EvaluationFile.Read(Save("b", b))), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains(because));

    private static EvaluationReport Evaluate(PlainTile[] tiles)
    {
        using var stored = new PlainCollection(tiles);
        return Evaluator.Run(stored.Collection, stored.Space, Options);
    }

    private EvaluationFile Kept(string name, EvaluationReport report, bool perQuery = true) => EvaluationFile.Read(Save(name, report.ToJson(perQuery)));

    private string Save(string name, JsonObject json)
    {
        var path = Path.Combine(_folder, name + ".json");
        File.WriteAllText(path, json.ToJsonString());
        return path;
    }
}
