namespace Concord.Interop;

/// <summary>Nearest rows over several sources.</summary>
internal static unsafe class Search
{
    /// <summary>Searches for all queries (n rows of `dimension` elements) and allocates the answer.</summary>
    internal static SearchResult Run(
        ReadOnlySpan<Source> sources, ReadOnlySpan<float> queries, int dimension, SearchOptions options, CancellationToken token = default)
    {
        var n = Shape.Rows(queries.Length, dimension, nameof(queries));
        options.Check(n);
        var hits = Shape.Product("the answer", n, options.K);
        if (hits > Array.MaxLength) throw new ConcordArgumentException($"{n} queries of {options.K} hits are too many for one search; split it");
        var (distances, rows, found) = (new float[hits], new long[hits], new int[n]);
        return new SearchResult(options.K, distances, rows, found, Run(sources, queries, dimension, options, distances, rows, found, token));
    }

    /// <summary>The same into the caller's arrays: distances and rows of n*K, found of n.</summary>
    internal static SearchStats Run(
        ReadOnlySpan<Source> sources,
        ReadOnlySpan<float> queries,
        int dimension,
        SearchOptions options,
        Span<float> distances,
        Span<long> rows,
        Span<int> found,
        CancellationToken token = default)
    {
        var n = Shape.Rows(queries.Length, dimension, nameof(queries));
        Shape.Positive(sources.Length, "the number of sources");
        options.Check(n);
        CheckSources(sources, dimension, options.Metric);
        Shape.Length(distances.Length, Shape.Product(nameof(distances), n, options.K), nameof(distances), $"{n} x {options.K}");
        Shape.Length(rows.Length, Shape.Product(nameof(rows), n, options.K), nameof(rows), $"{n} x {options.K}");
        Shape.Length(found.Length, n, nameof(found), $"{n} queries");
        using var call = new LongCall(null, token);
        try
        {
            return Call(Source.Handles(sources), queries, n, dimension, options, distances, rows, found, call.Cancel);
        }
        catch (OperationCanceledException e)
        {
            throw call.Explain(e);
        }
    }

    private static void CheckSources(ReadOnlySpan<Source> sources, int dimension, NativeMetric metric)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            var info = sources[i].Info;
            if (info.Dimension != dimension)
                throw new ConcordArgumentException($"the queries have {dimension} dimensions, source {i} has {info.Dimension}");
            if (info.Metric is { } built && built != metric)
                throw new ConcordArgumentException($"the search is by {metric}, source {i} was built for {built}");
        }
    }

    private static SearchStats Call(
        SourceHandle[] sources,
        ReadOnlySpan<float> queries,
        long n,
        int dimension,
        SearchOptions options,
        Span<float> distances,
        Span<long> rows,
        Span<int> found,
        CancelHandle? cancel)
    {
        var stats = new NativeSearchStats { StructSize = (uint)sizeof(NativeSearchStats) };
        var native = options.ToNative();
        // These handles travel inside the options, where the generated wrapper does not see them.
        using var cancelUse = new HandleUse(cancel);
        using var deviceUse = new HandleUse(options.Device?.Handle);
        (native.Cancel, native.Device) = (cancelUse.Address, deviceUse.Address);
        // An array without rows pins to null, which would mean "no exclusion" natively; without rows there is nothing to exclude either.
        fixed (byte* filter = options.Filter is null ? default : options.Filter.Bytes)
        fixed (int* rowGroups = options.RowGroups is { } groups ? groups.Span : default)
        fixed (int* queryGroups = options.QueryGroups is { } ofQueries ? ofQueries.Span : default)
        fixed (float* vectors = queries)
        fixed (float* outDistances = distances)
        fixed (long* outRows = rows)
        fixed (int* outFound = found)
        {
            native.RowFilter = filter;
            native.RowGroup = rowGroups;
            native.QueryGroup = queryGroups;
            Native.Search(sources, vectors, n, dimension, native, outDistances, outRows, outFound, ref stats);
        }
        return SearchStats.Of(stats);
    }
}
