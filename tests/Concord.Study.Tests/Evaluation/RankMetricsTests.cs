using FsCheck;
using FsCheck.Fluent;

namespace Concord.Study.Tests.Evaluation;

/// <summary>Every metric against its definition written out plainly, on random outcomes and on those made by hand.</summary>
public sealed class RankMetricsTests
{
    private static Gen<(string[] Found, int More)> Answers =>
        Gen.Choose(0, 8).SelectMany(n => Gen.ArrayOf(Gen.Elements("a", "b", "c"), n)).SelectMany(found => Gen.Choose(0, 4).Select(more => (found, more)));

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public Property AnyAnswer_AveragePrecisionAndNdcg_AgreeWithTheirDefinitions() => Prop.ForAll(Answers.ToArbitrary(), answer =>
    {
        var relevant = answer.Found.Count(label => label == "a") + answer.More;
        var outcome = Outcomes.Of("a", answer.Found, relevant);
        return new[] { 1, 3, 5, 10 }.All(k =>
            Math.Abs(RankMetrics.AveragePrecision(outcome, k) - PlainAveragePrecision(answer.Found, relevant, k)) < 1e-12
            && Math.Abs(RankMetrics.Ndcg(outcome, k) - PlainNdcg(answer.Found, relevant, k)) < 1e-12
            && RankMetrics.Hit(outcome, k) == (Array.IndexOf([.. answer.Found.Take(k)], "a") >= 0 ? 1 : 0));
    });

    [Test]
    public void AveragePrecision_ByHand_RightWrongRight()
    {
        // Precisions 1/1 and 2/3 at the ranks of the relevant ones; three could have been there.
        Assert.That(RankMetrics.AveragePrecision(Outcomes.Of("a", ["a", "b", "a"], relevant: 7), 3), Is.EqualTo((1 + (2.0 / 3)) / 3).Within(1e-12));
    }

    [Test]
    public void Ndcg_OneRelevantAtRankTwo_IsItsDiscount() =>
        Assert.That(RankMetrics.Ndcg(Outcomes.Of("a", ["b", "a", "b"], relevant: 1), 3), Is.EqualTo(1 / Math.Log2(3)).Within(1e-12));

    [Test]
    public void AnyMetric_NothingRelevantAnywhere_IsZero()
    {
        var outcome = Outcomes.Of("a", ["b"], relevant: 0);
        Assert.That((RankMetrics.AveragePrecision(outcome, 5), RankMetrics.Ndcg(outcome, 5), RankMetrics.Hit(outcome, 5)), Is.EqualTo((0.0, 0.0, 0.0)));
    }

    [TestCase(new[] { "b", "a", "a" }, 3, "a")]
    [TestCase(new[] { "b", "a" }, 3, "b", Description = "a tie goes to the nearest")]
    [TestCase(new[] { "b", "a", "a", "b", "c" }, 5, "b", Description = "a tie of two goes to the nearest")]
    [TestCase(new string[0], 3, null)]
    public void MajorityVote_ByHand(string[] found, int k, string? answer) => Assert.That(MajorityVote.Of(Outcomes.Of("a", found), k), Is.EqualTo(answer));

    private static double PlainAveragePrecision(string[] found, int relevant, int k)
    {
        double sum = 0;
        for (var rank = 1; rank <= k && rank <= found.Length; rank++)
        {
            if (found[rank - 1] != "a") continue;
            var upTo = 0;
            for (var r = 1; r <= rank; r++) upTo += found[r - 1] == "a" ? 1 : 0;
            sum += (double)upTo / rank;
        }

        return relevant == 0 ? 0 : sum / (relevant < k ? relevant : k);
    }

    private static double PlainNdcg(string[] found, int relevant, int k)
    {
        double gain = 0, ideal = 0;
        for (var rank = 1; rank <= k; rank++)
        {
            if (rank <= found.Length && found[rank - 1] == "a") gain += Math.Log(2) / Math.Log(rank + 1);
            if (rank <= relevant) ideal += Math.Log(2) / Math.Log(rank + 1);
        }

        return ideal == 0 ? 0 : gain / ideal;
    }
}
