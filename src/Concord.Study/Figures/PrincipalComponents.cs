namespace Concord.Study;

/// <summary>The two directions of largest variance, by orthogonal iteration on the centred rows. Deterministic.</summary>
public static class PrincipalComponents
{
    private const int Iterations = 200;

    /// <summary>Scores of each row, n × 2 row-major, and the shares of the whole variance that the two hold. Each component's largest loading is positive, so that signs do not wander.</summary>
    /// <param name="rows">n × d, row-major.</param>
    /// <param name="d">Elements a row.</param>
    public static (double[] Scores, double First, double Second) Of(ReadOnlySpan<float> rows, int d)
    {
        if (d < 2 || rows.Length == 0 || rows.Length % d != 0) throw new ConcordArgumentException($"{rows.Length} elements are no rows of {d}.");
        var (centred, n) = (Centre(rows, d), rows.Length / d);
        var (a, b) = (Start(d, 1), Start(d, 2));
        for (var i = 0; i < Iterations; i++)
        {
            (a, b) = (Normal(Covariance(centred, n, d, a)), Covariance(centred, n, d, b));
            b = Normal(Without(b, a));
        }

        (a, b) = (Signed(a), Signed(b));
        var (first, second, total) = (Project(centred, n, d, a), Project(centred, n, d, b), centred.Sum(x => x * x));
        var scores = new double[2 * n];
        for (var i = 0; i < n; i++) (scores[2 * i], scores[(2 * i) + 1]) = (first[i], second[i]);
        return total > 0 ? (scores, first.Sum(x => x * x) / total, second.Sum(x => x * x) / total) : (scores, 0, 0);
    }

    private static double[] Centre(ReadOnlySpan<float> rows, int d)
    {
        var (n, mean, centred) = (rows.Length / d, new double[d], new double[rows.Length]);
        for (var i = 0; i < rows.Length; i++) mean[i % d] += rows[i] / (double)n;
        for (var i = 0; i < rows.Length; i++) centred[i] = rows[i] - mean[i % d];
        return centred;
    }

    /// <summary>Any start that no data are orthogonal to by construction.</summary>
    private static double[] Start(int d, int which) => Normal([.. Enumerable.Range(0, d).Select(i => Math.Sin((i + 1) * 1.618 * which) + 0.1)]);

    private static double[] Covariance(double[] x, int n, int d, double[] v)
    {
        var (scores, result) = (Project(x, n, d, v), new double[d]);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < d; j++) result[j] += scores[i] * x[(i * d) + j];
        return result;
    }

    private static double[] Project(double[] x, int n, int d, double[] v)
    {
        var scores = new double[n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < d; j++) scores[i] += x[(i * d) + j] * v[j];
        return scores;
    }

    private static double[] Without(double[] v, double[] direction)
    {
        var along = v.Zip(direction, (p, q) => p * q).Sum();
        return [.. v.Zip(direction, (p, q) => p - (along * q))];
    }

    private static double[] Normal(double[] v)
    {
        var length = Math.Sqrt(v.Sum(x => x * x));
        return length > 0 ? [.. v.Select(x => x / length)] : v;
    }

    private static double[] Signed(double[] v) => v.Length > 0 && v.MaxBy(Math.Abs) < 0 ? [.. v.Select(x => -x)] : v;
}
