using Concord.Study;

namespace Concord.Tests;

internal sealed class AdapterStudyTests
{
    [Test]
    public void Draw_AnySeed_HoldsTheDesignAndNoPatientTwice()
    {
        var rows = Rows(patients: 200, tiles: 3);
        for (var seed = 1ul; seed <= 20; seed++)
        {
            var draw = SubjectDraw.Of(rows, SubjectDesign.Seed, seed);
            int[] all = [.. draw.Train, .. draw.Test];
            Assert.That((draw.Train.Count, draw.Test.Count), Is.EqualTo((135, 35)));
            Assert.That(all.Select(row => rows.Patients[row]), Is.Unique);
            Assert.That(all.CountBy(row => rows.Labels[row]).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value), Is.EqualTo(new[] { 40, 53, 77 }));
        }
    }

    [Test]
    public void Draw_SameSeed_IsTheSame()
    {
        var rows = Rows(patients: 200, tiles: 3);
        var (one, again, other) = (SubjectDraw.Of(rows, SubjectDesign.Seed, 7), SubjectDraw.Of(rows, SubjectDesign.Seed, 7), SubjectDraw.Of(rows, SubjectDesign.Seed, 8));
        Assert.That(again.Test, Is.EqualTo(one.Test));
        Assert.That(other.Test, Is.Not.EqualTo(one.Test));
    }

    [Test]
    public void Draw_TooFewPatients_SaysHowManyThereAre() =>
        Assert.That(
            () => SubjectDraw.Of(Rows(patients: 60, tiles: 9), SubjectDesign.Seed, 1),
            Throws.TypeOf<ConcordArgumentException>().With.Message.Contain("60 patients").And.Message.Contain("77"));

    /// <summary>Two queries of class a, one of b, on a line: counted by hand.</summary>
    [Test]
    public void Precision_OnALine_IsThatCountedByHand()
    {
        float[] train = [0, 1, 2, 10, 11, 12];
        string[] labels = ["a", "a", "b", "b", "b", "a"];
        // 0.1: a a b b b; 11.9: a b b b a; 10.2: b b a b a, nearest first.
        var precision = AdapterStudy.Precision(train, labels, [0.1f, 11.9f, 10.2f], ["a", "a", "b"], Metric.L2);
        Assert.That(precision[0], Is.EqualTo((((1 + 1) / 2.0) + 1) / 2).Within(1e-12));
        Assert.That(precision[1], Is.EqualTo((((2 / 3.0) + (1 / 3.0)) / 2 + (2 / 3.0)) / 2).Within(1e-12));
        Assert.That(precision[2], Is.EqualTo((((2 / 5.0) + (2 / 5.0)) / 2 + (3 / 5.0)) / 2).Within(1e-12));
    }

    [Test]
    public void Run_TwoRepetitions_AreTheSameTwice()
    {
        var rows = Rows(patients: 200, tiles: 1);
        var space = new SpaceIdentity("m", "0", new Preprocessing(1, 1, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]), new Pooling("average"), null, 6, Metric.L2);
        var options = new AdapterOptions { Architecture = AdapterArchitecture.Mlp, Hidden = 8, Dimension = 4, Epochs = 2, Folds = 0 };
        var (one, two) = (AdapterStudy.Run(space, rows, SubjectDesign.Seed, options, 2), AdapterStudy.Run(space, rows, SubjectDesign.Seed, options, 2));
        Assert.That(two.Trials.Select(trial => trial.After), Is.EqualTo(one.Trials.Select(trial => trial.After)));
        Assert.That(one.Rows.Select(row => row.K), Is.EqualTo(new[] { 1, 3, 5 }));
        Assert.That(one.Rows.All(row => row.Before.Low <= row.Before.Mean && row.Before.Mean <= row.Before.High));
    }

    private static AdapterRows Rows(int patients, int tiles)
    {
        var random = new Random(2);
        var (vectors, labels, names) = (new List<float>(), new List<string>(), new List<string>());
        foreach (var label in new[] { "a", "b", "c" })
        {
            for (var i = 0; i < patients * tiles; i++)
            {
                labels.Add(label);
                names.Add($"{label}{i / tiles}");
                for (var e = 0; e < 6; e++) vectors.Add((float)(random.NextDouble() + (label[0] - 'a')));
            }
        }

        return new AdapterRows(vectors.ToArray(), labels, names);
    }
}
