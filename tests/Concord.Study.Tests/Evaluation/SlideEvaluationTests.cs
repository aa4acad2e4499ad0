namespace Concord.Study.Tests;

[TestFixture]
internal sealed class SlideEvaluationTests
{
    private const int Dimension = 4;

    /// <summary>One tile a slide on a line, so that the nearest slides can be told by hand; b2 lies among the a.</summary>
    [Test]
    public void Run_SlidesOnALine_GivesTheVotesByHand()
    {
        var folder = Directory.CreateTempSubdirectory("concord-slides-").FullName;
        try
        {
            using var collection = Fill(Path.Combine(folder, "line.concord"));
            var evaluation = SlideEvaluation.Run(collection, collection.Space(), new SlideEvaluationOptions { Evaluation = new EvaluationOptions { Ks = [1, 3], Draws = 0 } });
            var (top, three) = (evaluation.Figures.Votes[0], evaluation.Figures.Votes[1]);
            using (Assert.EnterMultipleScope())
            {
                Assert.That((evaluation.Support["a"], evaluation.Support["b"]), Is.EqualTo(((3, 3), (3, 3))));
                Assert.That(top.Accuracy, Is.EqualTo(4.0 / 6).Within(1e-12), "by the positions below");
                Assert.That(three.Confusion.Counts.Sum(row => row.Sum()), Is.EqualTo(6));
                Assert.That(evaluation.Figures.Loss!.RecallAtK[3], Is.EqualTo(1));
                Assert.That(evaluation.Figures.Unlabelled, Is.EqualTo(1));
                Assert.That(evaluation.Figures.Warnings, Has.Some.Contains("1 slides have no"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Positions: a0 0, a1 1, b2 2.5, a2 3.2, b0 10, b1 11. Nearest: a0→a1 ✓, a1→a0 ✓ (1 against 1.5), b2→a2 ✕, a2→b2 ✕, b0→b1 ✓, b1→b0 ✓.
    private static Collection Fill(string path)
    {
        var identity = new SpaceIdentity(
            "m", new string('a', 64), new Preprocessing(4, 4, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]), new Pooling("average"), null, Dimension, Metric.L2);
        var collection = Collection.Create(path, new CollectionOptions { Space = identity, ModelId = "m" });
        foreach (var (name, patient, at) in new[] { ("a0", "p0", 0f), ("a1", "p1", 1f), ("b2", "p2", 2.5f), ("a2", "p3", 3.2f), ("b0", "p4", 10f), ("b1", "p5", 11f), ("-", "p6", 50f) })
        {
            var labels = name == "-" ? new Dictionary<string, string>() : new Dictionary<string, string> { ["label"] = name[..1] };
            collection.Append(collection.Space(), [new TileRecord(new SlideRecord(name, name, patient) { Labels = labels }, 0, 0, 8, 8)], [at, 0, 0, 0], complete: true);
        }

        return collection;
    }
}
