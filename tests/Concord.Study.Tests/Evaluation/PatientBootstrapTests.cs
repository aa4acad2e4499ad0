namespace Concord.Study.Tests.Evaluation;

public sealed class PatientBootstrapTests
{
    [Test]
    public void Intervals_OnePatient_HaveNoWidth()
    {
        var bootstrap = new PatientBootstrap(["P", "P", "P"], draws: 50, seed: 1);
        var interval = bootstrap.Intervals(times => [times.Sum()])[0];
        Assert.That((interval.Low, interval.High), Is.EqualTo((3.0, 3.0)));
    }

    [Test]
    public void Intervals_IndependentQueries_AreTheBinomialOnes()
    {
        // 400 patients of one query each, half of them right: the standard error is 0.025.
        var right = Enumerable.Range(0, 400).Select(i => i % 2 == 0).ToArray();
        var bootstrap = new PatientBootstrap([.. Enumerable.Range(0, 400).Select(i => $"P{i}")], draws: 4000, seed: 7);
        var interval = bootstrap.Intervals(times => [times.Zip(right, (t, r) => r ? t : 0).Sum() / 400.0])[0];
        Assert.That((interval.Low, interval.High), Is.EqualTo((0.5 - (1.96 * 0.025), 0.5 + (1.96 * 0.025))).Within(0.004));
    }

    [Test]
    public void Intervals_TilesOfAPatientAgree_AreWiderThanOverTiles()
    {
        // Ten patients of forty tiles that are all right or all wrong together.
        var tiles = Enumerable.Range(0, 400).ToArray();
        double[] Share(int[] times) => [tiles.Where(i => i / 40 % 2 == 0).Sum(i => times[i]) / (double)times.Sum()];
        var byPatient = new PatientBootstrap([.. tiles.Select(i => $"P{i / 40}")], 1000, 3).Intervals(Share)[0];
        var byTile = new PatientBootstrap([.. tiles.Select(i => $"T{i}")], 1000, 3).Intervals(Share)[0];
        Assert.That(byPatient.High - byPatient.Low, Is.GreaterThan(4 * (byTile.High - byTile.Low)));
    }

    [Test]
    public void Intervals_SameSeed_AreTheSame()
    {
        double[] First(int[] times) => [times[0]];
        var patients = new[] { "A", "B", "C", "D" };
        var once = new PatientBootstrap(patients, 20, 5).Intervals(First);
        Assert.That(new PatientBootstrap(patients, 20, 5).Intervals(First), Is.EqualTo(once));
    }

    [Test]
    public void Intervals_CancelledWhileDrawing_End()
    {
        using var source = new CancellationTokenSource();
        var draws = 0;
        var bootstrap = new PatientBootstrap(["A", "B"], 1_000_000, 5, source.Token);
        double[] Third(int[] times)
        {
            if (++draws == 3) source.Cancel();
            return [times[0]];
        }

        Assert.That(() => bootstrap.Intervals(Third), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(draws, Is.EqualTo(3));
    }
}
