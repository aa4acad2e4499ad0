namespace Concord.Study.Tests.Evaluation;

public sealed class EvaluatorTests
{
    [Test]
    public void Measure_PatientsExcluded_ChanceLeavesTheirTilesOut()
    {
        var set = EvaluationSet.Choose([Tile(1, "a", "P1"), Tile(2, "a", "P1"), Tile(3, "a", "P2"), Tile(4, "b", "P3")], new EvaluationOptions());
        var report = Evaluator.Measure(set, new EvaluationOptions(), [[3, 4], [3, 4], [1, 2, 4], [1, 2, 3]]);
        Assert.Multiple(() =>
        {
            Assert.That(report.PerClass["a"].Chance, Is.EqualTo((0.5 + 0.5 + (2.0 / 3)) / 3).Within(1e-12));
            Assert.That(report.PerClass["a"].AtK[1], Is.EqualTo(1));
            Assert.That(report.PerClass["b"].AtK[1], Is.EqualTo(0));
            Assert.That(report.WithFewerThanK[3], Is.EqualTo(2));
            Assert.That(report.WithoutCandidates, Is.EqualTo(1), "the only tile of class b has nothing to find");
        });
    }

    [Test]
    public void Measure_FourPatients_SaysHowLittleThatShows()
    {
        var tiles = Enumerable.Range(0, 40).Select(i => Tile(i, i % 2 == 0 ? "tumour" : "normal", $"P{i % 4}")).ToArray();
        var report = Evaluator.Measure(EvaluationSet.Choose(tiles, new EvaluationOptions()), new EvaluationOptions(), [.. tiles.Select(_ => Array.Empty<long>())]);
        Assert.That(report.Warnings, Has.Some.Contains("4 patients only"));
        Assert.That(report.Warnings, Has.Some.Contains("normal 2, tumour 2"));
    }

    [Test]
    public void Measure_ManyPatients_NoWarning()
    {
        var tiles = Enumerable.Range(0, 60).Select(i => Tile(i, i % 2 == 0 ? "x" : "y", $"P{i / 2}")).ToArray();
        var report = Evaluator.Measure(EvaluationSet.Choose(tiles, new EvaluationOptions()), new EvaluationOptions(), [.. tiles.Select(_ => new long[5])]);
        Assert.That(report.Warnings, Is.Empty);
    }

    [Test]
    public void Choose_Split_TestAsksTrainAnswers()
    {
        var set = EvaluationSet.Choose(
            [Tile(1, "a", "P1") with { Split = "test" }, Tile(2, "a", "P2") with { Split = "train" }, Tile(3, "a", "P3")],
            new EvaluationOptions { UseSplit = true });
        Assert.That((set.Queries.Single().Id, set.Archive.Single().Id), Is.EqualTo((1, 2)));
    }

    [Test]
    public void Choose_NoSplitThere_SaysSo() => Assert.That(
        () => EvaluationSet.Choose([Tile(1, "a", "P1")], new EvaluationOptions { UseSplit = true }),
        Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("\"test\""));

    [Test]
    public void Choose_NoLabel_NamesTheLabel() => Assert.That(
        () => EvaluationSet.Choose([Tile(1, null, "P1")], new EvaluationOptions { LabelName = "stage" }),
        Throws.TypeOf<ConcordArgumentException>().With.Message.Contains("stage"));

    [Test]
    public void Choose_SomeUnlabelled_LeavesThemOutAndCountsThem() => Assert.That(
        EvaluationSet.Choose([Tile(1, "a", "P1"), Tile(2, null, "P2")], new EvaluationOptions()).Unlabelled, Is.EqualTo(1));

    [Test]
    public void Checked_KBelowOne_IsRefused() => Assert.That(
        () => new EvaluationOptions { Ks = [1, 0] }.Checked(), Throws.TypeOf<ConcordArgumentException>());

    [Test]
    public void ToJson_AnyReport_HasTheShapeScriptsRelyOn()
    {
        var set = EvaluationSet.Choose([Tile(1, "a", "P1"), Tile(2, "a", "P2")], new EvaluationOptions());
        var json = Evaluator.Measure(set, new EvaluationOptions(), [[2], [1]]).ToJson();
        Assert.Multiple(() =>
        {
            Assert.That((double)json["precision_at_k"]!["macro"]!["1"]!, Is.EqualTo(1));
            Assert.That((double)json["precision_at_k"]!["micro"]!["5"]!, Is.EqualTo(0.2).Within(1e-12));
            Assert.That((int)json["precision_at_k"]!["per_class"]!["a"]!["n"]!, Is.EqualTo(2));
            Assert.That((int)json["queries"]!, Is.EqualTo(2));
            Assert.That((string)json["excluded"]!, Is.EqualTo("patient"));
            Assert.That(json["warnings"]!.AsArray(), Is.Not.Empty);
        });
    }

    private static EvaluationTile Tile(long id, string? label, string patient) => new(id, label, $"S{id}", patient, patient, null, null);
}
