namespace Concord.Study.Tests.Figures;

[TestFixture]
internal sealed class PrincipalComponentsTests
{
    [Test]
    public void Of_RowsOnAPlane_FindsItsAxes()
    {
        // 3 along (1,1,0)/√2 and 1 along (0,0,1), in turn: the variances are 9 : 1.
        var rows = new float[4 * 3];
        var side = 3 / MathF.Sqrt(2);
        (rows[0], rows[1], rows[3], rows[4]) = (side, side, -side, -side);
        (rows[8], rows[11]) = (1, -1);
        var (scores, first, second) = PrincipalComponents.Of(rows, 3);
        Assert.That((first, second), Is.EqualTo((0.9, 0.1)).Using<(double, double)>((a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-6));
        Assert.That(scores.Select(Math.Abs), Is.EqualTo(new double[] { 3, 0, 3, 0, 0, 1, 0, 1 }).Within(1e-5));
    }

    [Test]
    public void Of_RandomRows_AgreesWithTheCovariancesTrace()
    {
        var random = new Random(4);
        var rows = Enumerable.Range(0, 50 * 6).Select(i => random.NextSingle() * (1 + (i % 6))).ToArray();
        var (scores, first, second) = PrincipalComponents.Of(rows, 6);
        var (a, b) = (scores.Where((_, i) => i % 2 == 0).ToArray(), scores.Where((_, i) => i % 2 == 1).ToArray());
        Assert.Multiple(() =>
        {
            Assert.That(a.Sum(), Is.EqualTo(0).Within(1e-6), "centred");
            Assert.That(a.Zip(b, (x, y) => x * y).Sum(), Is.EqualTo(0).Within(1e-4), "uncorrelated");
            Assert.That(first, Is.GreaterThan(second));
            Assert.That(a.Sum(x => x * x) / b.Sum(x => x * x), Is.EqualTo(first / second).Within(1e-9));
        });
        // No direction holds more than the first: a thousand others are tried.
        for (var trial = 0; trial < 1000; trial++) Assert.That(Share(rows, random), Is.LessThanOrEqualTo(first + 1e-9));
    }

    [Test]
    public void Of_RowsAllAlike_HasNoVariance() => Assert.That(PrincipalComponents.Of(new float[12], 3).First, Is.Zero);

    private static double Share(float[] rows, Random random)
    {
        var direction = Enumerable.Range(0, 6).Select(_ => random.NextDouble() - 0.5).ToArray();
        var length = Math.Sqrt(direction.Sum(x => x * x));
        var mean = Enumerable.Range(0, 6).Select(j => Enumerable.Range(0, 50).Average(i => (double)rows[(i * 6) + j])).ToArray();
        var along = Enumerable.Range(0, 50).Sum(i => Math.Pow(Enumerable.Range(0, 6).Sum(j => (rows[(i * 6) + j] - mean[j]) * direction[j] / length), 2));
        return along / Enumerable.Range(0, 300).Sum(i => Math.Pow(rows[i] - mean[i % 6], 2));
    }
}
