using Concord.Interop;

namespace Concord;

/// <summary>Runs searches over one view of a space, within one state of the catalogue.</summary>
internal sealed class SpaceSearch(SpaceView view, ReadTransaction read)
{
    internal const int MostK = 1_000_000;

    private Space Space => view.Space;

    private bool IsCosine => Space.Identity.Metric == Metric.Cosine;

    /// <summary>Searches for vectors that agree in all options. `groups` has one number a query, or is null when nothing is left out.</summary>
    internal RowHits Run(ReadOnlySpan<float> vectors, int k, RowBitmap? filter, GroupTable? table, int[]? groups, bool exact, CancellationToken token)
    {
        var queries = vectors.Length / Space.Dimension;
        if (view.Sources.Length == 0 || view.Runs.LiveRows == 0) return RowHits.None(queries);
        var options = new SearchOptions
        {
            Metric = NativeMetric.L2,
            K = (int)Math.Min(k, view.StoredRows),
            // A generation that was built for inner products has its lists for another metric: they cannot be chosen among, but read.
            Exact = exact || view.Sources.Any(source => source.Info.Metric == NativeMetric.InnerProduct),
            Filter = filter,
            RowGroups = OrNull(table?.RowGroups),
            QueryGroups = OrNull(groups),
        };
        var result = Interop.Search.Run(view.Sources, vectors, Space.Dimension, options, token);
        return RowHits.Of(result, view.Runs, IsCosine);
    }

    /// <summary>The query as searched for: of the right length, finite, and of unit length where the metric is cosine.</summary>
    internal void Prepare(ReadOnlySpan<float> query, Span<float> prepared)
    {
        if (query.Length != Space.Dimension)
            throw new ConcordArgumentException($"The query has {query.Length} dimensions, space '{Space.Name}' has {Space.Dimension}.");
        Vectors.Convert(query, Space.Dimension, IsCosine, prepared);
    }

    /// <summary>The number of the group that the request's query belongs to; -1 when nothing is to be left out.</summary>
    internal int GroupOf(SearchRequest request, GroupTable table)
    {
        if (request.QueryTile is { } tile) return GroupOf(tile, request.Exclude, table);
        return request.QueryGroup is { } name && KeyOf(name, request.Exclude) is { } key ? table.NumberOf(key) : -1;
    }

    internal int GroupOf(long tile, Exclusion level, GroupTable table)
    {
        var row = view.Runs.RowOf(tile);
        if (row >= 0) return table.RowGroups[row];
        // A tile of the collection without a vector in this space still has relatives in it.
        var found = read.Catalog.Read(CatalogSchema.Tiles, "WHERE id = $1", tile);
        if (found.Count == 0) throw new ConcordNotFoundException($"Tile {tile} is not in the collection.");
        return level == Exclusion.None ? -1 : table.NumberOf(Hierarchy.Read(read.Catalog).Group((long)found[0][1]!, level));
    }

    internal static void RequireK(int k)
    {
        if (k is < 1 or > MostK) throw new ConcordArgumentException($"k is {k}; it must lie between 1 and {MostK:N0}.");
    }

    /// <summary>Spelled out, since the built-in conversion makes a null array an empty memory, which is not null.</summary>
    private static ReadOnlyMemory<int>? OrNull(int[]? numbers)
    {
        if (numbers is null) return null;
        return numbers;
    }

    internal GroupKey? KeyOf(string name, Exclusion level)
    {
        if (level == Exclusion.Centre) return new GroupKey(0, name);
        var table = level switch
        {
            Exclusion.Patient => CatalogSchema.Patients,
            Exclusion.Case => CatalogSchema.Cases,
            Exclusion.Slide => CatalogSchema.Slides,
            _ => null,
        };
        var rows = table is null ? [] : read.Catalog.Read(table, "WHERE name = $1", name);
        return rows.Count > 0 ? new GroupKey((long)rows[0][0]!, null) : null;
    }
}
