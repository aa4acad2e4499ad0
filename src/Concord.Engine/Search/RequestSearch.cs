using System.Collections.Concurrent;

namespace Concord;

/// <summary>Answers requests with hits and what is known of them. Requests that agree in all options are one native batch.</summary>
internal sealed class RequestSearch(SpaceView view, ReadTransaction read, KnownHits known)
{
    private readonly SpaceSearch _search = new(view, read);

    internal IReadOnlyList<SearchAnswer> Answer(IReadOnlyList<SearchRequest> requests, CancellationToken token)
    {
        var found = new (long[] Tiles, float[] Distances, SearchFacts Facts)[requests.Count];
        foreach (var batch in Enumerable.Range(0, requests.Count).GroupBy(i => Options.Of(requests[i])))
        {
            var members = batch.ToArray();
            var hits = Run(requests, members, batch.Key, token);
            for (var i = 0; i < members.Length; i++)
                found[members[i]] = (hits.Tiles[i], hits.Distances[i], Share(hits.Facts, members.Length));
        }
        var described = Hits([.. found.SelectMany(f => f.Tiles).Distinct()]);
        return [.. found.Select((f, i) => new SearchAnswer(
            [.. f.Tiles.Select((tile, rank) => described[tile] with { Rank = rank + 1, Distance = f.Distances[rank] })],
            f.Facts, Shortfall.Of(requests[i], f.Tiles.Length, view.Runs.LiveRows, view.Space.Identity.Series is null ? Shortfall.Tiles : Shortfall.Series)))];
    }

    /// <summary>What is known of each tile; only those that were not found before in this state of the catalogue are read.</summary>
    private ConcurrentDictionary<long, Hit> Hits(IReadOnlyList<long> found)
    {
        var hits = known.Of(read.Version);
        var missing = found.Where(tile => !hits.ContainsKey(tile)).ToList();
        if (missing.Count == 0) return hits;
        var tiles = TileReader.Some(read, missing, _ => []);
        var series = SeriesByCase(tiles.Values);
        foreach (var tile in missing) hits[tile] = ToHit(tile, tiles, series);
        return hits;
    }

    private RowHits Run(IReadOnlyList<SearchRequest> requests, int[] members, Options options, CancellationToken token)
    {
        SpaceSearch.RequireK(options.K);
        var d = view.Space.Dimension;
        var vectors = new float[(long)members.Length * d];
        for (var i = 0; i < members.Length; i++) _search.Prepare(requests[members[i]].Vector.Span, vectors.AsSpan(i * d, d));
        var filter = view.Filter(options.Where, read);
        if (!members.Any(m => requests[m].QueryTile is not null || (requests[m].QueryGroup is not null && options.Exclude != Exclusion.None)))
            return _search.Run(vectors, options.K, filter, null, null, options.Exact, token);
        var table = view.Groups(options.Exclude, read);
        var groups = Array.ConvertAll(members, m => _search.GroupOf(requests[m], table));
        return _search.Run(vectors, options.K, filter, table, groups, options.Exact, token);
    }

    private Dictionary<string, List<SeriesRecord>> SeriesByCase(IEnumerable<TileInfo> tiles)
    {
        var names = System.Text.Json.JsonSerializer.Serialize(tiles.Select(t => t.Case).Distinct());
        var cases = read.Catalog.Rows("SELECT id FROM cases WHERE name IN (SELECT value FROM json_each($1))", names).Select(r => (long)r[0]!);
        return SeriesReader.Of(read.Catalog, cases).Values.ToDictionary(s => s[0].Case);
    }

    private static Hit ToHit(long id, Dictionary<long, TileInfo> tiles, Dictionary<string, List<SeriesRecord>> series)
    {
        if (!tiles.TryGetValue(id, out var tile)) throw new ConcordCorruptException($"The catalogue is damaged: tile {id} has a vector but no entry.");
        return new Hit(0, 0, id)
        {
            Slide = tile.Slide,
            SlideId = tile.SlideInfo.Id,
            Mpp = tile.SlideInfo.Mpp,
            Case = tile.Case,
            Patient = tile.Patient,
            Centre = tile.Centre,
            Labels = tile.Labels,
            X = tile.X,
            Y = tile.Y,
            Width = tile.Width,
            Height = tile.Height,
            File = tile.File,
            Series = series.GetValueOrDefault(tile.Case, []),
        };
    }

    /// <summary>A query's share of what its batch cost.</summary>
    private static SearchFacts Share(SearchFacts facts, int queries) => facts with
    {
        Lists = (facts.Lists + queries - 1) / queries,
        Rows = (facts.Rows + queries - 1) / queries,
    };

    private readonly record struct Options(int K, string? Where, Exclusion Exclude, bool Exact)
    {
        internal static Options Of(SearchRequest request) => new(request.K, request.Where, request.Exclude, request.Exact ?? false);
    }
}
