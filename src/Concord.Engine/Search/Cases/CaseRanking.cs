namespace Concord;

/// <summary>Cases in the order of their nearest row to one vector.</summary>
/// <param name="Cases">Nearest first.</param>
/// <param name="Nearest">The nearest row of each.</param>
internal sealed record CaseRanking(IReadOnlyList<string> Cases, IReadOnlyDictionary<string, Hit> Nearest)
{
    /// <summary>As deep as a ranking goes: a case beyond adds at most 1/111 to a score.</summary>
    private const int Depth = 50;

    private const int FirstRows = 256, MostRows = 16_384;

    internal static CaseRanking Of(Collection collection, CaseQueryPart part, CaseQuery query, CancellationToken ct)
    {
        // A case may own the nearest thousand tiles: rows are asked for until there are cases enough.
        for (var rows = FirstRows; ; rows *= 8)
        {
            var k = Math.Min(rows, MostRows);
            var answer = collection.Search(part.Space, Request(part, query, k), ct);
            var cases = answer.Hits.Select(hit => hit.Case).Distinct(StringComparer.Ordinal).Take(Math.Max(Depth, query.K)).ToList();
            if (cases.Count >= Math.Max(Depth, query.K) || answer.Hits.Count < k || k == MostRows)
                return new CaseRanking(cases, answer.Hits.GroupBy(hit => hit.Case, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()));
        }
    }

    private static SearchRequest Request(CaseQueryPart part, CaseQuery query, int k) => new()
    {
        Vector = part.Vector,
        K = k,
        Where = part.Space.Identity.Series is null ? query.Where : part.Contrast is null ? null : $"contrast like \"{part.Contrast.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        Exclude = query.Group is null ? Exclusion.None : query.Exclude,
        QueryGroup = query.Group,
    };
}
