using System.Globalization;

namespace Concord.Study.Tests.Evaluation;

/// <summary>The whole evaluator, from stored vectors to every figure, against its definitions written out plainly.</summary>
[TestFixture]
internal sealed class AgreementTests
{
    private static readonly int[] Ks = [1, 3, 5, 60];

    [Test]
    public void Run_RandomTilesWithManyTies_AgreesOnEveryFigure(
        [Values] Exclusion exclude, [Values] bool split, [Values(1, 2)] int seed) => Agrees(Random(seed), exclude, split);

    [Test]
    public void Run_OnePatient_AgreesAndFindsNothing()
    {
        PlainTile[] tiles = [.. Random(3).Select(tile => tile with { Patient = "P", Case = "C" })];
        Agrees(tiles, Exclusion.Patient, split: false);
        Agrees(tiles, Exclusion.None, split: false);
    }

    [Test]
    public void Run_ClassOnlyOfQueriesAndClassOnlyOfTheArchive_Agrees()
    {
        PlainTile[] tiles = [.. Random(4).Select(tile => (tile, Number: int.Parse(tile.Slide[1..], CultureInfo.InvariantCulture))).Select(slide =>
            slide.tile with { Split = slide.Number % 2 == 0 ? "test" : "train", Label = (slide.Number % 4) switch { 0 => "asked", 1 => "stored", _ => "both" } })];
        Agrees(tiles, Exclusion.Patient, split: true);
    }

    [Test]
    public void Run_AllVectorsEqual_OrdersByIdAlone() => Agrees([.. Random(5).Select(tile => tile with { Vector = [1, 1, 1] })], Exclusion.Slide, split: false);

    [Test]
    public void Run_KAboveTheArchive_DividesByKAndCountsTheShort()
    {
        var tiles = Random(6).Take(6).ToArray();
        Agrees(tiles, Exclusion.None, split: false);
        using var stored = new PlainCollection(tiles);
        var report = Evaluator.Run(stored.Collection, stored.Space, new EvaluationOptions { Ks = Ks, Exclude = Exclusion.None, Draws = 0 });
        Assert.That(report.WithFewerThanK[60], Is.EqualTo(report.Queries));
    }

    private static void Agrees(PlainTile[] tiles, Exclusion exclude, bool split)
    {
        using var stored = new PlainCollection(tiles);
        var options = new EvaluationOptions { Ks = Ks, Exclude = exclude, UseSplit = split, Draws = 60, Seed = 9 };
        var report = Evaluator.Run(stored.Collection, stored.Space, options);
        var plain = new PlainEvaluation(tiles, exclude, split);
        Assert.Multiple(() =>
        {
            Assert.That(report.PerClass.Keys.ToArray(), Is.EqualTo(plain.Classes.ToArray()));
            foreach (var k in Ks) AtK(report, plain, k);
            Same(report.Macro.Chance, plain.Macro(plain.Chance), "chance");
            Centre(report, plain);
        });
    }

    private static void AtK(EvaluationReport report, PlainEvaluation plain, int k)
    {
        double P(int q) => plain.Precision(q, k);
        Same(report.Macro.AtK[k], plain.Macro(P), $"macro P@{k}");
        Same(report.Micro.AtK[k], plain.Micro(P), $"micro P@{k}");
        Same(report.Hit.Macro[k], plain.Macro(q => plain.Hit(q, k)), $"hit@{k}");
        Same(report.Hit.Micro[k], plain.Micro(q => plain.Hit(q, k)), $"micro hit@{k}");
        Same(report.MeanAveragePrecision.Macro[k], plain.Macro(q => plain.AveragePrecision(q, k)), $"mAP@{k}");
        Same(report.Ndcg.Macro[k], plain.Macro(q => plain.Ndcg(q, k)), $"nDCG@{k}");
        var (low, high) = plain.MacroInterval(k, report.Options.Draws, report.Options.Seed);
        Same(report.Macro.Intervals![k].Low, low, $"lower end of P@{k}");
        Same(report.Macro.Intervals![k].High, high, $"upper end of P@{k}");
        foreach (var (label, figures) in report.PerClass)
        {
            Assert.That(figures.Queries, Is.EqualTo(plain.Queries(label)));
            Same(figures.AtK[k], plain.OfClass(label, P), $"P@{k} of {label}");
        }

        Vote(report.Votes.Single(vote => vote.K == k), plain);
    }

    private static void Vote(VoteFigures vote, PlainEvaluation plain)
    {
        var (confusion, k) = (vote.Confusion, vote.K);
        Same(vote.MacroF1, plain.MacroF1(k), $"macro-F1 of MV@{k}");
        Same(vote.Accuracy, plain.Accuracy(k), $"accuracy of MV@{k}");
        for (var row = 0; row < confusion.Classes.Count; row++)
            for (var column = 0; column <= confusion.Classes.Count; column++)
                Assert.That(confusion.Counts[row][column], Is.EqualTo(plain.TakenFor(confusion.Classes[row], confusion.Classes.ElementAtOrDefault(column), k)));
    }

    private static void Centre(EvaluationReport report, PlainEvaluation plain)
    {
        if (report.CentreBias is not { } bias) return;
        var (share, index) = plain.Centre(bias.K);
        Same(bias.SameCentreShare, share, "share of the same centre");
        Assert.That(bias.RobustnessIndex, Is.EqualTo(index).Within(1e-12));
    }

    private static void Same(double ours, double plain, string what) => Assert.That(ours, Is.EqualTo(plain).Within(1e-12), what);

    /// <summary>Vectors on a small grid, so that distances tie; some tiles without label or centre; patients of several cases and slides.</summary>
    internal static PlainTile[] Random(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 24).SelectMany(slide =>
        {
            var (@case, label) = (slide / 2, random.Next(8) == 0 ? null : "abc"[random.Next(3)].ToString());
            var split = @case / 2 % 3 == 0 ? "test" : "train";
            return Enumerable.Range(0, 1 + random.Next(3)).Select(_ => new PlainTile(
                $"S{slide}", $"C{@case}", $"P{@case / 2}", slide % 5 == 0 ? null : $"centre {slide % 3}", split, label, [random.Next(3), random.Next(3), random.Next(3)]));
        })];
    }
}
