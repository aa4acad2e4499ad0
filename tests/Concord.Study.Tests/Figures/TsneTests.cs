namespace Concord.Study.Tests.Figures;

/// <summary>t-SNE and its parts, against definitions written out here.</summary>
[TestFixture]
internal sealed class TsneTests
{
    [TestCase(1.0)]
    [TestCase(12.0)]
    public void Gradient_AtRandomPlaces_IsTheSlopeOfTheCost(double exaggeration)
    {
        var (n, random) = (12, new Random(5));
        var joint = Affinities.Of(Affinities.SquaredDistances(Rows(n, 6, random), 6), n, 3);
        var places = Enumerable.Range(0, 2 * n).Select(_ => random.NextDouble() - 0.5).ToArray();
        var gradient = Tsne.Gradient(joint, places, exaggeration);
        for (var i = 0; i < places.Length; i++)
        {
            Assert.That(gradient[i], Is.EqualTo(Slope(joint, places, i, exaggeration)).Within(1e-7), $"coordinate {i}");
        }
    }

    [Test]
    public void Affinities_OfAnyRow_HaveThePerplexityAskedFor()
    {
        var (n, squared) = (40, Affinities.SquaredDistances(Rows(40, 5, new Random(1)), 5));
        foreach (var perplexity in new[] { 5.0, 13.0 })
        {
            var joint = Affinities.Of(squared, n, perplexity);
            Assert.That(joint.Sum(), Is.EqualTo(1).Within(1e-12));
            Assert.That(Enumerable.Range(0, n).All(i => joint[(i * n) + i] == 0 && joint[i] == joint[i * n]), Is.True, "zero diagonal, symmetric");
        }

        // Of a row that is as far from all others as they are from it, symmetrising changes nothing: its perplexity can be read off.
        var equal = new double[16 * 16];
        for (var i = 0; i < 256; i++) equal[i] = i / 16 == i % 16 ? 0 : 1;
        Assert.That(Affinities.Of(equal, 16, 15).Where((_, i) => i / 16 != i % 16), Is.All.EqualTo(1 / 240.0).Within(1e-12));
    }

    [Test]
    public void Map_ThreeClouds_StayApart()
    {
        var random = new Random(3);
        var rows = new float[60 * 10];
        for (var i = 0; i < rows.Length; i++) rows[i] = ((i / 10 % 3) == i % 10 ? 8 : 0) + random.NextSingle();
        var places = Tsne.Map(rows, 10, perplexity: 8);
        for (var i = 0; i < 60; i++) Assert.That(Nearest(places, i) % 3, Is.EqualTo(i % 3), $"row {i} lies beside one of its cloud");
    }

    [Test]
    public void Map_Twice_IsTheSame()
    {
        var rows = Rows(30, 4, new Random(9));
        var first = Tsne.Map(rows, 4);
        Assert.That(Tsne.Map(rows, 4), Is.EqualTo(first));
    }

    [Test]
    public void Map_FromItsStart_LowersTheCost()
    {
        var rows = Rows(40, 6, new Random(2));
        var joint = Affinities.Of(Affinities.SquaredDistances(rows, 6), 40, 10);
        Assert.That(Tsne.Cost(joint, Tsne.Map(rows, 6, perplexity: 10)), Is.LessThan(0.8 * Tsne.Cost(joint, PrincipalComponents.Of(rows, 6).Scores)));
    }

    [Test]
    public void Map_RowsAllAlike_IsFinite() => Assert.That(Tsne.Map(new float[20 * 3], 3), Is.All.Matches<double>(double.IsFinite));

    /// <summary>A central difference of the cost, its joint probabilities exaggerated; the entropy of these is a constant, which falls out.</summary>
    private static double Slope(double[] joint, double[] places, int coordinate, double exaggeration)
    {
        const double step = 1e-5;
        return (At(step) - At(-step)) / (2 * step);

        double At(double by)
        {
            var moved = places.ToArray();
            moved[coordinate] += by;
            return Cost(joint, moved, exaggeration);
        }
    }

    /// <summary>Σ −e p log kernel + log Σ kernel: the cost as far as it depends on places, for probabilities that sum to 1 in the second term, as the gradient's q does.</summary>
    private static double Cost(double[] joint, double[] places, double exaggeration)
    {
        var n = places.Length / 2;
        double attraction = 0, total = 0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (i == j) continue;
                var kernel = 1 / (1 + Math.Pow(places[2 * i] - places[2 * j], 2) + Math.Pow(places[(2 * i) + 1] - places[(2 * j) + 1], 2));
                attraction -= exaggeration * joint[(i * n) + j] * Math.Log(kernel);
                total += kernel;
            }
        }

        return attraction + Math.Log(total);
    }

    private static int Nearest(double[] places, int i) => Enumerable.Range(0, places.Length / 2).Where(j => j != i)
        .MinBy(j => Math.Pow(places[2 * i] - places[2 * j], 2) + Math.Pow(places[(2 * i) + 1] - places[(2 * j) + 1], 2));

    private static float[] Rows(int n, int d, Random random) => [.. Enumerable.Range(0, n * d).Select(_ => random.NextSingle())];
}
