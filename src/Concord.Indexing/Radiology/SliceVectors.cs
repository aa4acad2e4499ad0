namespace Concord.Indexing;

/// <summary>From the vectors of slices to that of their series. Slices count alike: each is scaled to unit length first.</summary>
public static class SliceVectors
{
    /// <param name="vectorsNd">slices × d, row-major, at least one row.</param>
    /// <param name="d">Elements a vector.</param>
    /// <param name="aggregate">"mean" or "max", element by element.</param>
    public static float[] Aggregate(ReadOnlySpan<float> vectorsNd, int d, string aggregate)
    {
        if (d < 1 || vectorsNd.Length == 0 || vectorsNd.Length % d != 0) throw new ConcordArgumentException($"{vectorsNd.Length} elements are no rows of {d}.");
        var (slices, maximum) = (vectorsNd.Length / d, aggregate == "max");
        if (!maximum && aggregate != "mean") throw new ConcordArgumentException($"\"{aggregate}\" makes no single vector of slices; use mean or max.");
        var result = new float[d];
        if (maximum) Array.Fill(result, float.NegativeInfinity);
        for (var slice = 0; slice < slices; slice++)
        {
            var vector = vectorsNd.Slice(slice * d, d);
            var length = Math.Sqrt(Squares(vector));
            var scale = length > 0 ? (float)(1 / length) : 0;
            for (var i = 0; i < d; i++) result[i] = maximum ? Math.Max(result[i], vector[i] * scale) : result[i] + (vector[i] * scale / slices);
        }

        return result;
    }

    private static double Squares(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (var element in vector) sum += (double)element * element;
        return sum;
    }
}
