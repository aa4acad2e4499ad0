using Concord;

namespace CaseReranker;

/// <summary>
/// Shows each case once before any case twice: first the nearest hit of every case, then the second nearest of every case, and so on. Within a round the order of distance stays.
/// </summary>
internal sealed class OneCaseFirst : IReranker
{
    public IReadOnlyList<int> Rerank(PluginHits hits)
    {
        var seen = new Dictionary<string, int>();
        var rounds = hits.Hits.Select(hit => seen[hit.Case] = seen.GetValueOrDefault(hit.Case) + 1).ToList();
        return [.. Enumerable.Range(0, rounds.Count).OrderBy(index => rounds[index])];
    }
}
