namespace Concord.Zoo;

internal sealed class ZooReranker : IReranker
{
    public IReadOnlyList<int> Rerank(PluginHits hits)
    {
        var act = hits.Hits.Count > 0 ? Path.GetFileNameWithoutExtension(hits.Hits[0].Slide) : "";
        Acts.Do("rerank " + act, act is "throw" or "hang" or "exit" or "segfault" or "print" ? "rerank" : "never");
        return act switch
        {
            "few" => [],
            "twice" => [.. Enumerable.Repeat(0, hits.Hits.Count)],
            "outside" => [.. Enumerable.Range(1, hits.Hits.Count)],
            "null" => null!,
            _ => [.. Enumerable.Range(0, hits.Hits.Count).Reverse()],
        };
    }
}
