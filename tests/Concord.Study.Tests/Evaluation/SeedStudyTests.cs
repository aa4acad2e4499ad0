namespace Concord.Study.Tests.Evaluation;

/// <summary>
/// The seed study's published figures are macro means over 35 test queries, 8, 11 and 16 of grade 0, 1 and 2: each of its class figures is a whole
/// count divided by queries × K. Rebuilt from such counts, the evaluator must print the same figures, to the published digits.
/// </summary>
public sealed class SeedStudyTests
{
    private static readonly int[] Ks = [1, 3, 5];
    private static readonly int[] QueriesOfGrade = [8, 11, 16];
    private static readonly string[] Baseline = ["0.5795", "0.5593", "0.5739"];
    private static readonly string[] Adapted = ["0.7727", "0.7967", "0.7689"];

    /// <summary>Right answers of the nearest alone, by grade: grade 1 rose from 0.3636 to 0.8182, grade 2 stayed 0.8750, and grade 0 follows from the overall figure.</summary>
    private static readonly int[] BaselineNearest = [4, 4, 14];
    private static readonly int[] AdaptedNearest = [5, 9, 14];

    [Test]
    public void Baseline_RebuiltFromCounts_IsPrintedAsPublished() => PrintsAsPublished(Baseline, BaselineNearest, ["0.5000", "0.3636", "0.8750"]);

    [Test]
    public void Adapter_RebuiltFromCounts_IsPrintedAsPublished() => PrintsAsPublished(Adapted, AdaptedNearest, ["0.6250", "0.8182", "0.8750"]);

    /// <summary>No other counts of the nearest alone give the overall figure together with the published grades 1 and 2.</summary>
    [TestCase(0.5795, 0.3636, 4), TestCase(0.7727, 0.8182, 5)]
    public void GradeZero_OfTheNearestAlone_HasOneCountThatFits(double overall, double gradeOne, int right)
    {
        var fitting = Enumerable.Range(0, 9).Where(count => Math.Abs(((count / 8.0) + gradeOne + 0.8750) / 3 - overall) < 1e-4);
        Assert.That(fitting, Is.EqualTo(new[] { right }));
    }

    [Test]
    public void QueriesOfOtherNumbers_OneFewer_DoNotGiveThePublishedFigures()
    {
        // The counts are what the figures say, not what fits anything: 7 queries of grade 0 cannot give them.
        Assert.That(Counts("0.5795", 1, [7, 11, 16]).Any(c => Print(c[1] / 11.0) == "0.3636" && Print(c[2] / 16.0) == "0.8750"), Is.False);
    }

    /// <summary>
    /// Each of the six published overall figures alone: every triple of counts over 8, 11 and 16 queries whose macro mean has its four digits, evaluated, must be
    /// printed with them. How many triples there are is what the published digits leave open.
    /// </summary>
    [TestCase("0.5795", 1, 6), TestCase("0.5593", 3, 58), TestCase("0.5739", 5, 145)]
    [TestCase("0.7727", 1, 5), TestCase("0.7967", 3, 16), TestCase("0.7689", 5, 64)]
    public void Overall_EveryTripleOfCountsThatFits_IsPrintedAsPublished(string published, int k, int triples)
    {
        var fitting = Counts(published, k, QueriesOfGrade).ToList();
        Assert.That(fitting, Has.Count.EqualTo(triples));
        Assert.Multiple(() =>
        {
            foreach (var counts in fitting)
            {
                var printed = EvaluationMarkdown.Text(new EvaluationPageData("seed", [("space", Report(counts, k))]));
                Assert.That(printed, Does.Contain($"| **macro** | 35 | {published} |"), string.Join(", ", counts));
                Assert.That(printed, Does.Contain($"| micro | 35 | {Print(counts.Sum() / (35.0 * k))} |"), string.Join(", ", counts));
            }
        });
    }

    /// <summary>
    /// Finds counts for K = 3 and 5 that the nearest alone allow, gives each query neighbours accordingly, evaluates, and reads what is printed.
    /// </summary>
    private static void PrintsAsPublished(string[] published, int[] nearest, string[] grades)
    {
        var (three, five) = (from a in Counts(published[1], 3, QueriesOfGrade)
                             where Follows(nearest, a)
                             from b in Counts(published[2], 5, QueriesOfGrade)
                             where Follows(a, b)
                             select (a, b)).First();
        var report = Report(nearest, three, five);
        var printed = EvaluationMarkdown.Text(new EvaluationPageData("seed", [("space", report)]));
        Assert.Multiple(() =>
        {
            Assert.That(printed, Does.Contain($"| **macro** | 35 | {string.Join(" | ", published)} |"));
            for (var grade = 0; grade < 3; grade++)
            {
                var figures = new[] { grades[grade], Print(three[grade] / (3.0 * QueriesOfGrade[grade])), Print(five[grade] / (5.0 * QueriesOfGrade[grade])) };
                Assert.That(printed, Does.Contain($"| {grade} | {QueriesOfGrade[grade]} | {string.Join(" | ", figures)} |"));
            }
        });
    }

    /// <summary>Hits by grade whose macro mean prints as the published figure.</summary>
    private static IEnumerable<int[]> Counts(string published, int k, int[] queries) =>
        from a in Enumerable.Range(0, (queries[0] * k) + 1)
        from b in Enumerable.Range(0, (queries[1] * k) + 1)
        from c in Enumerable.Range(0, (queries[2] * k) + 1)
        where Print((((double)a / (queries[0] * k)) + ((double)b / (queries[1] * k)) + ((double)c / (queries[2] * k))) / 3) == published
        select new[] { a, b, c };

    /// <summary>Two neighbours more can add none to two hits a query.</summary>
    private static bool Follows(int[] fewer, int[] more) => Enumerable.Range(0, 3).All(grade => more[grade] >= fewer[grade] && more[grade] <= fewer[grade] + (2 * QueriesOfGrade[grade]));

    private static EvaluationReport Report(int[] one, int[] three, int[] five) => Report(Ks, (grade, query) =>
    {
        var n = QueriesOfGrade[grade];
        var (twoMore, lastTwo) = (Share(three[grade] - one[grade], query, n), Share(five[grade] - three[grade], query, n));
        return [query < one[grade], twoMore > 0, twoMore > 1, lastTwo > 0, lastTwo > 1];
    });

    /// <summary>Of one K alone.</summary>
    private static EvaluationReport Report(int[] hits, int k) => Report([k], (grade, query) =>
    {
        var share = Share(hits[grade], query, QueriesOfGrade[grade]);
        return [.. Enumerable.Range(0, k).Select(i => i < share)];
    });

    /// <summary>right: for a query of a grade, which of its nearest have that grade.</summary>
    private static EvaluationReport Report(int[] ks, Func<int, int, bool[]> right)
    {
        var archive = Enumerable.Range(0, 3).SelectMany(grade => Enumerable.Range(0, 5).Select(i => Tile(1000 + (10 * grade) + i, grade, "train"))).ToList();
        var (queries, found) = (new List<EvaluationTile>(), new List<long[]>());
        for (var grade = 0; grade < 3; grade++)
        {
            for (var query = 0; query < QueriesOfGrade[grade]; query++)
            {
                queries.Add(Tile(queries.Count, grade, "test"));
                found.Add([.. right(grade, query).Select((same, i) => 1000L + (10 * (same ? grade : (grade + 1) % 3)) + i)]);
            }
        }

        var options = new EvaluationOptions { LabelName = "grade", Ks = ks, UseSplit = true, Draws = 0 };
        return Evaluator.Measure(EvaluationSet.Choose([.. queries, .. archive], options), options, found);
    }

    /// <summary>Deals hits to n queries as evenly as can be.</summary>
    private static int Share(int hits, int query, int n) => (hits / n) + (query < hits % n ? 1 : 0);

    private static EvaluationTile Tile(long id, int grade, string split) => new(id, $"{grade}", $"S{id}", $"C{id}", $"P{id}", null, split);

    private static string Print(double value) => value.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);
}
