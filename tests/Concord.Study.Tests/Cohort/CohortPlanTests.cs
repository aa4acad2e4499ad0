namespace Concord.Study.Tests.Cohort;

public sealed class CohortPlanTests
{
    [Test]
    public void Make_AnySeed_HasTheGradesAndSplitOfTheSeedStudy([Values(0ul, 7ul, SyntheticCohort.DefaultSeed)] ulong seed)
    {
        var cases = CohortPlan.Make(seed);
        Assert.Multiple(() =>
        {
            Assert.That(cases, Has.Count.EqualTo(170));
            Assert.That(Count(cases, null), Is.EqualTo(new[] { 40, 53, 77 }));
            Assert.That(Count(cases, "test"), Is.EqualTo(new[] { 8, 11, 16 }));
            Assert.That(cases.Select(c => c.Patient).Distinct().Count(), Is.EqualTo(170));
            Assert.That(cases.Select(c => c.Centre.Name).Distinct().Count(), Is.EqualTo(6));
        });
    }

    [Test]
    public void Make_TenCases_LackOneContrast()
    {
        var lacking = CohortPlan.Make(SyntheticCohort.DefaultSeed).Where(c => c.Missing is not null).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(lacking, Has.Count.EqualTo(10));
            Assert.That(MriContrast.All.Select(c => c.Name), Is.SupersetOf(lacking.Select(c => c.Missing).Distinct()));
        });
    }

    [Test]
    public void Make_NeighbouringGrades_Overlap()
    {
        var severity = CohortPlan.Make(SyntheticCohort.DefaultSeed).ToLookup(c => c.Grade, c => c.Tissue.Severity);
        Assert.Multiple(() =>
        {
            Assert.That(severity[0].Max(), Is.GreaterThan(severity[1].Min()));
            Assert.That(severity[1].Max(), Is.GreaterThan(severity[2].Min()));
            Assert.That(severity[0].Average(), Is.LessThan(severity[1].Average()).And.LessThan(severity[2].Average()));
        });
    }

    [Test]
    public void Make_NecrosisAndTufts_AreOfGradeTwoAlone()
    {
        var lower = CohortPlan.Make(SyntheticCohort.DefaultSeed).Where(c => c.Grade < 2);
        Assert.That(lower.Any(c => c.Tissue.Necrosis || c.Tissue.Tufts > 0), Is.False);
    }

    private static int[] Count(IReadOnlyList<CohortCase> cases, string? split) =>
        [.. Enumerable.Range(0, 3).Select(grade => cases.Count(c => c.Grade == grade && (split is null || c.Split == split)))];
}
