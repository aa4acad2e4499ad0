namespace Concord.Study.Tests.Report;

/// <summary>A small report filled by hand: one query, a matching hit and another, one contrast missing.</summary>
internal static class ReportSample
{
    internal static DemoReportData Data(bool synthetic, string label = "grade 1") => new()
    {
        Synthetic = synthetic,
        Source = synthetic ? "a drawn cohort" : "lung_tiles",
        Cohort = new CohortSummary
        {
            Tiles = 3,
            Slides = 3,
            Patients = 3,
            Series = 7,
            Centres = new Dictionary<string, int> { ["A"] = 3 },
            Classes = [new ClassSummary(label, 3, 3, 2, 1)],
            Skipped = ["broken.png: it is damaged"],
        },
        Evaluation = Figures(label),
        Queries = [Query(label)],
        Space = new SpaceIdentity(
            "model", new string('0', 64), new Preprocessing(512, 512, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]), new Pooling("average"), null, 8, Metric.Cosine),
        Model = "A model",
        Version = "1.2.3",
    };

    private static EvaluationReport Figures(string label)
    {
        EvaluationTile[] tiles = [new(1, label, "S1", "C1", "P1", "A", null), new(2, label, "S2", "C2", "P2", "A", null)];
        return Evaluator.Measure(EvaluationSet.Choose(tiles, new EvaluationOptions()), new EvaluationOptions(), [[2], [1]]);
    }

    private static QueryExample Query(string label) => new(1, label)
    {
        Slide = "S1",
        Case = "C1",
        Patient = "P1",
        Picture = Picture(),
        Hits = [Hit(1, label, true), Hit(2, "another", false)],
        Series = [new SeriesExample("T1", Picture()), new SeriesExample("FLAIR", null)],
        Facts = new SearchFacts(true, 0, 0, 2, null),
        Milliseconds = 0.5,
    };

    private static HitExample Hit(int rank, string label, bool matches) => new(rank, 0.25f * rank, label, matches)
    {
        Slide = $"S{rank}",
        Case = $"C{rank}",
        Centre = "A",
        Picture = Picture(),
        Series = [new SeriesExample("T1", Picture()), new SeriesExample("FLAIR", null)],
    };

    private static ReportPicture Picture() => ReportPicture.Of(new RgbImage(8, 8, new byte[8 * 8 * 3]), 8);
}
