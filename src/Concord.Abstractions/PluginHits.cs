namespace Concord;

/// <summary>The answer to a search, as plugins see it.</summary>
/// <param name="Hits">Nearest first.</param>
public sealed record PluginHits(IReadOnlyList<PluginHit> Hits)
{
    /// <summary>The vector asked with; empty when the caller did not give it.</summary>
    public ReadOnlyMemory<float> Query { get; init; }
}
