namespace Concord.Plugins;

/// <summary>Takes the one service of a managed plugin, which must be of the kind that its manifest says.</summary>
internal sealed class PluginSetup(PluginManifest manifest, string folder) : IPluginSetup
{
    private object? _service;

    public string HostVersion { get; } = typeof(PluginSetup).Assembly.GetName().Version!.ToString(3);

    public string Folder => folder;

    public void Provide(ISlideReader reader) => Put(reader, PluginKind.SlideReader);

    public void Provide(ITileEmbedder embedder) => Put(embedder, PluginKind.Embedder);

    public void Provide(IReranker reranker) => Put(reranker, PluginKind.Reranker);

    public void Provide(IExporter exporter) => Put(exporter, PluginKind.Exporter);

    internal object Take() => _service ?? throw new PluginException("it provides nothing");

    private void Put(object service, PluginKind kind)
    {
        if (service is null) throw new PluginException("what it provides is null");
        if (kind != manifest.Kind) throw new PluginException($"it provides a {kind}, and plugin.json says {manifest.Kind}");
        if (_service is not null) throw new PluginException("it provides two services; a plugin has one");
        _service = service;
    }
}
