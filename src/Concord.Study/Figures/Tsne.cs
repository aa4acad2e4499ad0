namespace Concord.Study;

/// <summary>
/// t-SNE, exact: every pair of rows is looked at (van der Maaten and Hinton, JMLR 9, 2008), from the principal components instead of at random (Kobak and
/// Berens, Nature Communications 10, 2019), so that the same rows give the same map. For hundreds of rows; the cost grows with their square.
/// </summary>
public static class Tsne
{
    private const int Iterations = 600, Early = 150;
    private const double Exaggeration = 12, StartSpread = 1e-4;

    /// <summary>Rows to places, n × 2 row-major. Fewer than 5 rows have no neighbourhoods: they keep their principal components.</summary>
    /// <param name="rows">n × d, row-major.</param>
    /// <param name="d">Elements a row.</param>
    /// <param name="perplexity">About how many neighbours count; reduced to a third of the rows where these are few.</param>
    /// <param name="ct">Looked at once an iteration.</param>
    public static double[] Map(ReadOnlyMemory<float> rows, int d, double perplexity = 30, CancellationToken ct = default)
    {
        var (places, n) = (PrincipalComponents.Of(rows.Span, d).Scores, rows.Length / d);
        if (n < 5) return places;
        Scale(places);
        var joint = Affinities.Of(Affinities.SquaredDistances(rows, d), n, Math.Min(perplexity, (n - 1) / 3.0));
        var descent = new TsneDescent(places, Math.Max(n / Exaggeration / 4, 50));
        for (var i = 0; i < Iterations; i++)
        {
            ct.ThrowIfCancellationRequested();
            descent.Step(Gradient(joint, places, i < Early ? Exaggeration : 1), i < Early ? 0.5 : 0.8);
        }

        return places;
    }

    /// <summary>Kullback–Leibler divergence of the map's similarities from the joint probabilities.</summary>
    internal static double Cost(double[] joint, double[] places)
    {
        var n = places.Length / 2;
        var total = Total(places, n);
        double cost = 0;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                if (joint[(i * n) + j] > 0) cost += joint[(i * n) + j] * Math.Log(joint[(i * n) + j] * total / Kernel(places, i, j));
        return cost;
    }

    /// <summary>dCost/dy_i = 4 Σ_j (e p_ij − q_ij)(y_i − y_j) / (1 + |y_i − y_j|²), e the exaggeration (equation 5).</summary>
    internal static double[] Gradient(double[] joint, double[] places, double exaggeration)
    {
        var n = places.Length / 2;
        var (total, gradient) = (Total(places, n), new double[places.Length]);
        Parallel.For(0, n, i =>
        {
            double x = 0, y = 0;
            for (var j = 0; j < n; j++)
            {
                var kernel = Kernel(places, i, j);
                var pull = ((exaggeration * joint[(i * n) + j]) - (kernel / total)) * kernel;
                x += pull * (places[2 * i] - places[2 * j]);
                y += pull * (places[(2 * i) + 1] - places[(2 * j) + 1]);
            }

            (gradient[2 * i], gradient[(2 * i) + 1]) = (4 * x, 4 * y);
        });
        return gradient;
    }

    private static double Kernel(double[] places, int i, int j)
    {
        var (x, y) = (places[2 * i] - places[2 * j], places[(2 * i) + 1] - places[(2 * j) + 1]);
        return 1 / (1 + (x * x) + (y * y));
    }

    /// <summary>Summed row by row and then over rows, so that the number of threads does not change the last digits.</summary>
    private static double Total(double[] places, int n)
    {
        var rows = new double[n];
        Parallel.For(0, n, i =>
        {
            for (var j = 0; j < n; j++)
                if (j != i) rows[i] += Kernel(places, i, j);
        });
        return rows.Sum();
    }

    private static void Scale(double[] places)
    {
        var spread = Math.Sqrt(Enumerable.Range(0, places.Length / 2).Average(i => places[2 * i] * places[2 * i]));
        for (var i = 0; i < places.Length; i++) places[i] = spread > 0 ? places[i] / spread * StartSpread : StartSpread * Math.Sin(i);
    }
}
