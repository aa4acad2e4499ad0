namespace Concord.Study;

/// <summary>The joint probabilities of t-SNE: Gaussian neighbourhoods whose width gives each row the same perplexity, made symmetric (van der Maaten and Hinton 2008, equation 1 and section 3.1).</summary>
internal static class Affinities
{
    private const int Halvings = 64;

    /// <summary>n × n, symmetric, zero on the diagonal, sum 1.</summary>
    /// <param name="squared">n × n squared distances.</param>
    /// <param name="n">Rows; at least 2.</param>
    /// <param name="perplexity">Effective number of neighbours; below n − 1.</param>
    internal static double[] Of(double[] squared, int n, double perplexity)
    {
        var conditional = new double[n * n];
        Parallel.For(0, n, i => Row(squared.AsSpan(i * n, n), i, Math.Log(perplexity), conditional.AsSpan(i * n, n)));
        var joint = new double[n * n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) joint[(i * n) + j] = (conditional[(i * n) + j] + conditional[(j * n) + i]) / (2.0 * n);
        return joint;
    }

    internal static double[] SquaredDistances(ReadOnlyMemory<float> rows, int d)
    {
        var n = rows.Length / d;
        var squared = new double[n * n];
        Parallel.For(0, n, i =>
        {
            var all = rows.Span;
            for (var j = 0; j < n; j++)
            {
                double sum = 0;
                for (var k = 0; k < d; k++)
                {
                    double difference = all[(i * d) + k] - all[(j * d) + k];
                    sum += difference * difference;
                }

                squared[(i * n) + j] = sum;
            }
        });
        return squared;
    }

    /// <summary>Finds by bisection the precision at which the row's entropy is `entropy`; entropy falls as precision rises.</summary>
    private static void Row(ReadOnlySpan<double> squared, int self, double entropy, Span<double> result)
    {
        var (low, high, precision) = (0.0, double.PositiveInfinity, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var found = Entropy(squared, self, precision, result);
            if (Math.Abs(found - entropy) < 1e-10) return;
            if (found > entropy) low = precision;
            else high = precision;
            precision = double.IsPositiveInfinity(high) ? precision * 2 : (low + high) / 2;
        }
    }

    private static double Entropy(ReadOnlySpan<double> squared, int self, double precision, Span<double> result)
    {
        // The nearest is subtracted: far rows would give exp(-large) = 0 for all otherwise.
        var nearest = double.PositiveInfinity;
        for (var j = 0; j < squared.Length; j++)
            if (j != self) nearest = Math.Min(nearest, squared[j]);
        double sum = 0, weighted = 0;
        for (var j = 0; j < squared.Length; j++)
        {
            var beyond = squared[j] - nearest;
            result[j] = j == self ? 0 : Math.Exp(-precision * beyond);
            sum += result[j];
            if (j != self) weighted += beyond * result[j];
        }

        for (var j = 0; j < squared.Length; j++) result[j] /= sum;
        return Math.Log(sum) + (precision * weighted / sum);
    }
}
