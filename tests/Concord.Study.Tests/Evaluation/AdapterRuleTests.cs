namespace Concord.Study.Tests.Evaluation;

/// <summary>An evaluation over what an adapter was trained on says so, whichever way it is asked.</summary>
[TestFixture]
internal sealed class AdapterRuleTests
{
    private static readonly AdapterOptions Small = new() { Hidden = 8, Dimension = 4, Epochs = 1, Folds = 0 };

    [TestCase(null, false, true)]
    [TestCase(null, true, true)]
    [TestCase("train", false, true)]
    [TestCase("train", true, false)]
    public void Compare_AdapterOfTheCollection_WarnsWhenItSawTheQueries(string? trainedOn, bool useSplit, bool warns)
    {
        using var stored = new PlainCollection(AgreementTests.Random(1));
        stored.Collection.TrainAdapter("ad", stored.Space, "label", trainedOn, Small);
        var derived = stored.Collection.ApplyAdapter("ad").Space;
        var options = new EvaluationOptions { UseSplit = useSplit, Draws = 0 };
        var comparison = Evaluator.Compare(stored.Collection, stored.Space, derived, options);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(comparison.Warnings.Any(Names), Is.EqualTo(warns));
            Assert.That(comparison.Other.Warnings.Any(Names), Is.EqualTo(warns));
            Assert.That(comparison.Baseline.Warnings.Any(Names), Is.False, "the model's own space has learnt nothing here");
            Assert.That(Evaluator.Run(stored.Collection, derived, options).Warnings.Any(Names), Is.EqualTo(warns));
            Assert.That(SlideEvaluation.Run(stored.Collection, derived, new SlideEvaluationOptions { Evaluation = options }).Figures.Warnings.Any(Names), Is.EqualTo(warns));
        }
    }

    [Test]
    public void Run_HalfOfTheQueriesTrainedOn_CountsThem()
    {
        using var stored = new PlainCollection(AgreementTests.Random(1));
        stored.Collection.TrainAdapter("ad", stored.Space, "label", "train", Small);
        var report = Evaluator.Run(stored.Collection, stored.Collection.ApplyAdapter("ad").Space, new EvaluationOptions { Draws = 0 });
        var trained = AgreementTests.Random(1).Count(tile => tile is { Split: "train", Label: not null });
        Assert.That(report.Warnings.Single(Names), Does.Contain($"{trained} of these {report.Queries} queries"));
    }

    [Test]
    public void Measure_CentreExcludedAndUnknown_SaysThatOnlyThePatientIs()
    {
        EvaluationTile[] tiles = [.. Enumerable.Range(0, 30).Select(i => Outcomes.Tile(i, "a", $"P{i}", i < 4 ? null : "X"))];
        var options = new EvaluationOptions { Exclude = Exclusion.Centre };
        var report = Evaluator.Measure(EvaluationSet.Choose(tiles, options), options, [.. tiles.Select(_ => Array.Empty<long>())]);
        Assert.That(report.Warnings, Has.Some.Contains("4 of 30 queries have no centre"));
    }

    private static bool Names(string warning) => warning.Contains("no evidence", StringComparison.Ordinal);
}
