namespace Concord.Interop;

/// <summary>What to search for, and which rows may be returned.</summary>
internal sealed record SearchOptions
{
    internal required NativeMetric Metric { get; init; }

    /// <summary>Hits wanted for each query, 1 to 1,000,000.</summary>
    internal required int K { get; init; }

    /// <summary>Lists to visit in each generation; 0 = the calibrated number.</summary>
    internal int Nprobe { get; init; }

    /// <summary>0 = all cores.</summary>
    internal int Threads { get; init; }

    /// <summary>Visit every list.</summary>
    internal bool Exact { get; init; }

    /// <summary>Rows that may be returned; null = every row.</summary>
    internal RowBitmap? Filter { get; init; }

    /// <summary>
    /// The group of row i at index i, for exclusion; null = no exclusion. Rows behind its end have no group. Comes with
    /// <see cref="QueryGroups"/>.
    /// </summary>
    internal ReadOnlyMemory<int>? RowGroups { get; init; }

    /// <summary>One group for each query; a row of the query's group is not returned. -1 = exclude nothing.</summary>
    internal ReadOnlyMemory<int>? QueryGroups { get; init; }

    /// <summary>Scans the sources that it holds; null = the processor scans all. The same rows and distances.</summary>
    internal Device? Device { get; init; }

    internal void Check(long queries)
    {
        if (K is < 1 or > 1_000_000) throw new ConcordArgumentException($"K is {K}; it must lie between 1 and 1,000,000");
        Shape.NotNegative(Nprobe);
        Shape.NotNegative(Threads);
        if (RowGroups is null != QueryGroups is null) throw new ConcordArgumentException("RowGroups and QueryGroups come together");
        if (QueryGroups is { } groups) Shape.Length(groups.Length, queries, nameof(QueryGroups), $"{queries} queries");
    }

    /// <summary>All but the pointers, which are only good while their arrays are pinned.</summary>
    internal NativeSearchOptions ToNative()
    {
        var native = Native.SearchOptionsInit();
        native.Metric = (int)Metric;
        native.K = K;
        native.Nprobe = Nprobe;
        native.Threads = Threads;
        native.Exact = Exact ? (byte)1 : (byte)0;
        native.RowFilterRows = Filter?.Rows ?? 0;
        native.RowGroupRows = RowGroups?.Length ?? 0;
        return native;
    }
}
