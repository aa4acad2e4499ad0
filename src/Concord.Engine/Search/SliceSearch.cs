namespace Concord;

/// <summary>Search of radiology that is stored slice by slice: the nearest slice of a series speaks for it, so that K hits are K series.</summary>
internal sealed class SliceSearch(RequestSearch search, long rows)
{
    /// <summary>Slices asked for at first, for each series wanted.</summary>
    private const int Slices = 8;

    internal IReadOnlyList<SearchAnswer> Answer(IReadOnlyList<SearchRequest> requests, CancellationToken ct)
    {
        var first = search.Answer([.. requests.Select(request => request with { K = Deeper(request.K) })], ct);
        return [.. requests.Select((request, i) => Deepen(request, first[i], ct))];
    }

    /// <summary>A series may own all the nearest slices: more are asked for until there are series enough.</summary>
    private SearchAnswer Deepen(SearchRequest request, SearchAnswer answer, CancellationToken ct)
    {
        for (var k = Deeper(request.K); ; k = Deeper(k))
        {
            var series = answer.Hits.DistinctBy(hit => SeriesName.WithoutSlice(hit.Slide)).Take(request.K).Select((hit, i) => hit with { Rank = i + 1 }).ToList();
            if (series.Count == request.K || answer.Hits.Count < k || k == SpaceSearch.MostK)
                return answer with { Hits = series, Shortfall = Shortfall.Of(request, series.Count, rows, Shortfall.Series) };
            answer = search.Answer([request with { K = Deeper(k) }], ct)[0];
        }
    }

    private static int Deeper(int k)
    {
        SpaceSearch.RequireK(k);
        return (int)Math.Min((long)k * Slices, SpaceSearch.MostK);
    }
}
