namespace Concord.Interop;

/// <summary>Comparing slides by their tiles; tiles are n*dimension elements of float or Half.</summary>
internal static unsafe class SlideKernels
{
    /// <summary>
    /// The median of minimum distances between two slides, both ways, and for each tile its nearest of the other slide.
    /// threads: 0 = all cores. device: null = the processor; the same bits.
    /// </summary>
    internal static SlideDistance Distance<T>(
        ReadOnlySpan<T> tilesA, ReadOnlySpan<T> tilesB, int dimension, NativeMetric metric, int threads = 0, Device? device = null, CancellationToken token = default)
        where T : unmanaged
    {
        var n = Shape.Rows(tilesA.Length, dimension, nameof(tilesA));
        var m = Shape.Rows(tilesB.Length, dimension, nameof(tilesB));
        Shape.Positive(n);
        Shape.Positive(m);
        using var call = new LongCall(null, token);
        using var cancelUse = new HandleUse(call.Cancel);
        using var deviceUse = new HandleUse(device?.Handle);
        var options = Options<T>(metric, threads, cancelUse, deviceUse);
        var distances = new NativeSlideDistances { StructSize = (uint)sizeof(NativeSlideDistances) };
        var (inB, toB) = (new long[n], new float[n]);
        var (inA, toA) = (new long[m], new float[m]);
        try
        {
            fixed (T* a = tilesA)
            fixed (T* b = tilesB)
            fixed (long* nearestInB = inB)
            fixed (float* distanceToB = toB)
            fixed (long* nearestInA = inA)
            fixed (float* distanceToA = toA)
                Native.SlideDistance(a, n, b, m, dimension, options, ref distances, nearestInB, distanceToB, nearestInA, distanceToA);
        }
        catch (OperationCanceledException e)
        {
            throw call.Explain(e);
        }

        return new SlideDistance(distances.AToB, distances.BToA, distances.Symmetric, inB, toB, inA, toA);
    }

    /// <summary>
    /// The distance of every tile to each query: the values of a heatmap. queries: q*dimension; scores: q rows of one value a tile.
    /// threads: 0 = all cores. device: null = the processor; the same bits.
    /// </summary>
    internal static void Similarity<T>(
        ReadOnlySpan<T> tiles,
        ReadOnlySpan<float> queries,
        int dimension,
        NativeMetric metric,
        Span<float> scores,
        int threads = 0,
        Device? device = null,
        CancellationToken token = default)
        where T : unmanaged
    {
        var n = Shape.Rows(tiles.Length, dimension, nameof(tiles));
        var q = Shape.Rows(queries.Length, dimension, nameof(queries));
        Shape.Positive(n);
        Shape.Positive(q);
        Shape.Length(scores.Length, Shape.Product(nameof(scores), q, n), nameof(scores), $"{q} queries x {n} tiles");
        using var call = new LongCall(null, token);
        using var cancelUse = new HandleUse(call.Cancel);
        using var deviceUse = new HandleUse(device?.Handle);
        var options = Options<T>(metric, threads, cancelUse, deviceUse);
        try
        {
            fixed (T* from = tiles)
            fixed (float* vectors = queries)
            fixed (float* to = scores)
                Native.SlideSimilarity(from, n, dimension, vectors, q, options, to);
        }
        catch (OperationCanceledException e)
        {
            throw call.Explain(e);
        }
    }

    // These handles travel inside the options, where the generated wrapper does not see them.
    private static NativeSlideOptions Options<T>(NativeMetric metric, int threads, HandleUse cancel, HandleUse device) where T : unmanaged
    {
        Shape.NotNegative(threads);
        var options = Native.SlideOptionsInit();
        options.Metric = (int)metric;
        options.Dtype = (int)Elements.Of<T>();
        options.Threads = threads;
        (options.Cancel, options.Device) = (cancel.Address, device.Address);
        return options;
    }
}
