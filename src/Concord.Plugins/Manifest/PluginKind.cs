namespace Concord.Plugins;

/// <summary>What a plugin provides; in plugin.json "slide-reader", "embedder", "reranker", "exporter".</summary>
public enum PluginKind
{
    SlideReader = 1,
    Embedder = 2,
    Reranker = 3,
    Exporter = 4,
}
