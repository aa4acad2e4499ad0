using Concord.Interop;

namespace Concord;

/// <summary>Hits of many queries as tiles and distances of the space's metric, and what the search cost in all.</summary>
internal sealed record RowHits(long[][] Tiles, float[][] Distances, SearchFacts Facts)
{
    internal static RowHits None(int queries) => new(
        [.. Enumerable.Repeat<long[]>([], queries)], [.. Enumerable.Repeat<float[]>([], queries)], new SearchFacts(true, 0, 0, 0, 1));

    internal static RowHits Of(SearchResult result, RunTable runs, bool cosine, DeviceShare? device)
    {
        var (tiles, distances) = (new long[result.Found.Length][], new float[result.Found.Length][]);
        for (var q = 0; q < tiles.Length; q++)
        {
            tiles[q] = Array.ConvertAll(result.RowsOf(q).ToArray(), runs.TileOf);
            distances[q] = result.DistancesOf(q).ToArray();
            // Of unit vectors |a - b|² is 2 (1 - cos). Searched for so, since rounding to float16 changes lengths, which an inner product takes for nearness.
            if (cosine) distances[q] = Array.ConvertAll(distances[q], d => d / 2);
        }
        var stats = result.Stats;
        return new(tiles, distances, new SearchFacts(stats.Exact, stats.Nprobe, stats.ListsScanned, stats.RowsScanned, stats.ExpectedRecall) { Device = device });
    }
}
