namespace Concord.Study.Tests.Evaluation;

/// <summary>
/// The seed study's published figures are macro means over 35 test queries, 8, 11 and 16 of grade 0, 1 and 2: each of its class figures is a whole
/// count divided by queries × K. Rebuilt from such counts, the evaluator must print the same overall figures.
/// </summary>
public sealed class SeedStudyTests
{
    private static readonly int[] Ks = [1, 3, 5];
    private static readonly int[] QueriesOfGrade = [8, 11, 16];

    // Overall P@1, P@3, P@5 as published, before and after the adapter; grade 1 at K = 1 rose from 0.3636 (4 of 11) to 0.8182 (9 of 11), grade 2 stayed 0.8750 (14 of 16).
    [TestCase(1, 0.5795, new[] { 4, 4, 14 })]
    [TestCase(1, 0.7727, new[] { 5, 9, 14 })]
    public void Macro_FromCounts_IsThePublishedFigure(int k, double published, int[] right)
    {
        var outcomes = new List<QueryOutcome>();
        for (var grade = 0; grade < 3; grade++)
        {
            for (var query = 0; query < QueriesOfGrade[grade]; query++)
                outcomes.Add(Outcomes.Of($"{grade}", [.. Enumerable.Repeat(query < right[grade] ? $"{grade}" : "other", k)]));
        }

        Assert.That(OutcomeFigures.Precision(outcomes, [k]).Macro()[0], Is.EqualTo(published).Within(5e-5));
    }

    [TestCase(0.5795, 1), TestCase(0.5593, 3), TestCase(0.5739, 5)]
    [TestCase(0.7727, 1), TestCase(0.7967, 3), TestCase(0.7689, 5)]
    public void PublishedOverall_SomeCountsOfTheseQueries_GiveIt(double published, int k)
    {
        var found = false;
        for (var a = 0; a <= 8 * k && !found; a++)
            for (var b = 0; b <= 11 * k && !found; b++)
                for (var c = 0; c <= 16 * k && !found; c++)
                    found = Math.Abs((((double)a / (8 * k)) + ((double)b / (11 * k)) + ((double)c / (16 * k))) / 3 - published) < 5e-5;
        Assert.That(found);
    }
}
