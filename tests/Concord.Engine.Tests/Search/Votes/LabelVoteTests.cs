namespace Concord.Tests;

internal sealed class LabelVoteTests : CollectionFixture
{
    [TestCase("a b b", "b", 1.0 / 3, false)]
    [TestCase("a b b a", "a", 0, true)]
    [TestCase("b a a b", "b", 0, true)]
    [TestCase("a", "a", 1, false)]
    [TestCase("a - - -", "a", 1, false)]
    public void Of_Labels_AnswersWithMostVotesTiesToTheNearest(string labels, string answer, double margin, bool tied)
    {
        var vote = Vote(labels, 9);
        Assert.That((vote.Answer, vote.Tied, vote.NoAnswer), Is.EqualTo((answer, tied, (string?)null)));
        Assert.That(vote.Margin, Is.EqualTo(margin).Within(1e-12));
    }

    [TestCase("a a a a", 0)]
    [TestCase("a a b b", 1)]
    [TestCase("a b c d", 2)]
    public void Of_Labels_EntropyIsInBits(string labels, double bits) => Assert.That(Vote(labels, 4).Entropy, Is.EqualTo(bits).Within(1e-12));

    [Test]
    public void Of_OnlyTheFirstK_Vote() => Assert.That(Vote("a b b", 1).Answer, Is.EqualTo("a"));

    [TestCase("")]
    [TestCase("- -")]
    public void Of_NobodyWithALabel_IsNoAnswer(string labels)
    {
        var vote = Vote(labels, 3);
        Assert.That((vote.Answer, vote.Voters, vote.Margin, vote.Entropy), Is.EqualTo(((string?)null, 0, 0.0, 0.0)));
        Assert.That(vote.NoAnswer, Is.Not.Null);
    }

    [TestCase(1.5, null)]
    [TestCase(2.0, "a")]
    public void Of_NearestBeyondTheCalibration_IsNoAnswer(double limit, string? answer)
    {
        var vote = LabelVote.Of([("a", 2.0), ("a", 3.0)], 2, new Calibration(limit, 0.95, 20, "label"));
        Assert.That((vote.Answer, vote.Leader, vote.NoAnswer is null), Is.EqualTo((answer, "a", answer is not null)));
    }

    [Test]
    public void Calibrate_TilesAndSlides_AreQuantilesOfSameLabelOtherPatientDistances()
    {
        using var collection = Create();
        var labels = new[] { "x", "x", "x", "y", "y", "z" };
        var vectors = labels.Select((label, i) => Add(collection, Slide($"s{i}", $"p{i}", label), 4, i)).ToArray();
        var space = collection.Space();
        var (tiles, slides) = (new List<double>(), new List<double>());
        for (var i = 0; i < 6; i++)
        {
            var others = Enumerable.Range(0, 6).Where(j => j != i && labels[j] == labels[i]).ToArray();
            if (others.Length == 0) continue;
            slides.Add(others.Min(j => PlainSlides.Symmetric(vectors[i], vectors[j], Dimension)));
            for (var t = 0; t < 4; t++)
                tiles.Add(others.Min(j => PlainSlides.OneWay(vectors[i].AsSpan(t * Dimension, Dimension).ToArray(), vectors[j], Dimension)));
        }

        var options = new CalibrationOptions { Quantile = 1 };
        var (ofTiles, ofSlides) = (collection.CalibrateTiles(space, options)!, collection.CalibrateSlides(space, options)!);
        Assert.That((ofTiles.Samples, ofSlides.Samples), Is.EqualTo((20, 5)), "nothing is like z");
        Assert.That(ofTiles.Distance, Is.EqualTo(tiles.Max()).Within(1e-6));
        Assert.That(ofSlides.Distance, Is.EqualTo(slides.Max()).Within(1e-6));
        Assert.That(collection.CalibrateSlides(space, options), Is.SameAs(ofSlides), "kept while nothing changes");
        Add(collection, Slide("s6", "p6", "z"), 4, 50);
        Assert.That(collection.CalibrateSlides(space, options)!.Samples, Is.EqualTo(7));
        Assert.That(collection.CalibrateTiles(space, options with { Sample = 5 })!.Samples, Is.EqualTo(5));
    }

    [Test]
    public void Calibrate_NoLabelHasTwoPatients_IsNull()
    {
        using var collection = Create();
        Add(collection, Slide("a", label: "x"), 3);
        Assert.That(collection.CalibrateTiles(collection.Space(), new CalibrationOptions()), Is.Null);
        Assert.That(collection.CalibrateSlides(collection.Space(), new CalibrationOptions { Label = "none" }), Is.Null);
    }

    private static LabelVote Vote(string labels, int k) => LabelVote.Of(
        [.. labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((l, i) => (l == "-" ? null : l, (double)i))], k);
}
