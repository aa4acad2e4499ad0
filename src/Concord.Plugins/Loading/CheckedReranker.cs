namespace Concord.Plugins;

internal sealed class CheckedReranker(string id, PluginGate gate, IReranker inner) : CheckedService(id, gate), IReranker
{
    public IReadOnlyList<int> Rerank(PluginHits hits)
    {
        ArgumentNullException.ThrowIfNull(hits);
        return Call(() => Check([.. inner.Rerank(hits)], hits.Hits.Count));
    }

    private static int[] Check(int[] order, int count)
    {
        if (order.Length != count) throw Nonsense($"an order of {order.Length} for {count} hits");
        var seen = new bool[count];
        foreach (var index in order)
        {
            if (index < 0 || index >= count || seen[index]) throw Nonsense($"{index} stands in the order of {count} hits, twice or out of place");
            seen[index] = true;
        }

        return order;
    }
}
