namespace Concord;

/// <summary>Puts the hits of a search into another order. Safe to use from several threads.</summary>
public interface IReranker
{
    /// <summary>
    /// The new order, best first: each index into <see cref="PluginHits.Hits"/> exactly once. Throws <see cref="PluginException"/> when it cannot say.
    /// </summary>
    IReadOnlyList<int> Rerank(PluginHits hits);
}
