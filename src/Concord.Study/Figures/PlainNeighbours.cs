namespace Concord.Study;

/// <summary>The nearest rows of rows, every pair compared in float64: for vectors that are in no collection, some thousands at most.</summary>
internal static class PlainNeighbours
{
    /// <summary>For each query row its k nearest of the archive's rows, nearest first, ties by row.</summary>
    internal static IReadOnlyList<int[]> Find(ReadOnlyMemory<float> rows, int d, IReadOnlyList<int> queries, IReadOnlyList<int> archive, Metric metric, int k)
    {
        var (lengths, found) = (new double[rows.Length / d], new int[queries.Count][]);
        for (var i = 0; i < lengths.Length; i++) lengths[i] = Product(rows.Span, d, i, i);
        Parallel.For(0, queries.Count, q =>
        {
            var candidates = new (double Distance, int Row)[archive.Count];
            for (var a = 0; a < candidates.Length; a++)
                candidates[a] = (Distance(Product(rows.Span, d, queries[q], archive[a]), lengths[queries[q]], lengths[archive[a]], metric), archive[a]);
            Array.Sort(candidates);
            found[q] = [.. candidates.Take(k).Select(candidate => candidate.Row)];
        });
        return found;
    }

    private static double Distance(double product, double a, double b, Metric metric) =>
        metric == Metric.Cosine ? 1 - (product / Math.Sqrt(Math.Max(a * b, double.Epsilon))) : a + b - (2 * product);

    private static double Product(ReadOnlySpan<float> rows, int d, int a, int b)
    {
        var x = rows.Slice(a * d, d);
        var y = rows.Slice(b * d, d);
        var sum = 0.0;
        for (var i = 0; i < d; i++) sum += (double)x[i] * y[i];
        return sum;
    }
}
