namespace Concord.Interop;

/// <summary>The hits of n queries: Distances and Rows are n*K, Found counts the hits of each query; behind them NaN and -1.</summary>
internal sealed record SearchResult(int K, float[] Distances, long[] Rows, int[] Found, SearchStats Stats)
{
    /// <summary>The rows of the hits of one query, nearest first.</summary>
    internal ReadOnlySpan<long> RowsOf(int query) => Rows.AsSpan(query * K, Found[query]);

    /// <summary>The distances of the hits of one query, nearest first.</summary>
    internal ReadOnlySpan<float> DistancesOf(int query) => Distances.AsSpan(query * K, Found[query]);
}
