using Concord.Interop;

namespace Concord;

/// <summary>The nearest tiles of many stored tiles, in batches that bound memory.</summary>
internal sealed class NeighbourSearch(SpaceView view, ReadTransaction read)
{
    /// <summary>Bounds the vectors and the answer of one native call to some tens of megabytes.</summary>
    private const long BatchElements = 8 << 20;

    private readonly SpaceSearch _search = new(view, read);

    internal NeighbourTable Find(
        IReadOnlyList<long> tiles, int k, Exclusion exclude, string? where, bool exact, IReadOnlySet<long>? archive, CancellationToken token)
    {
        SpaceSearch.RequireK(k);
        var filter = Restrict(view.Filter(where, read), archive);
        var table = view.Groups(exclude, read);
        var (found, distances) = (new long[tiles.Count][], new float[tiles.Count][]);
        var facts = new SearchFacts(true, 0, 0, 0, 1);
        var size = (int)Math.Clamp(BatchElements / Math.Max(view.Space.Dimension, k), 1, 4096);
        for (var first = 0; first < found.Length; first += size)
        {
            var batch = tiles.Skip(first).Take(size).ToArray();
            var hits = Run(batch, k, exclude, filter, table, exact, token);
            hits.Tiles.CopyTo(found, first);
            hits.Distances.CopyTo(distances, first);
            facts = Sum(facts, hits.Facts);
        }
        return new NeighbourTable(tiles, found, distances, facts);
    }

    private RowHits Run(long[] tiles, int k, Exclusion exclude, RowBitmap? filter, GroupTable table, bool exact, CancellationToken token)
    {
        var vectors = new float[(long)tiles.Length * view.Space.Dimension];
        view.ReadVectors(tiles, vectors);
        var groups = Array.ConvertAll(tiles, tile => _search.GroupOf(tile, exclude, table));
        return _search.Run(vectors, k, filter, table, groups, exact, token);
    }

    private RowBitmap? Restrict(RowBitmap? filter, IReadOnlySet<long>? archive) =>
        archive is null ? filter : view.Runs.Where((tile, _) => archive.Contains(tile) && (filter is null || filter[view.Runs.RowOf(tile)]));

    private static SearchFacts Sum(SearchFacts a, SearchFacts b) => new(
        a.Exact && b.Exact, Math.Max(a.Nprobe, b.Nprobe), a.Lists + b.Lists, a.Rows + b.Rows,
        a.ExpectedRecall is { } x && b.ExpectedRecall is { } y ? Math.Min(x, y) : null)
    {
        Device = DeviceShare.Sum(a.Device, b.Device),
    };
}
