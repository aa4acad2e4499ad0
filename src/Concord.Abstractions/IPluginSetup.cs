namespace Concord;

/// <summary>What a plugin is given to configure itself; valid during <see cref="IConcordPlugin.Configure"/>. A second service is refused.</summary>
public interface IPluginSetup
{
    /// <summary>The release of Concord that loads the plugin, "major.minor.patch".</summary>
    string HostVersion { get; }

    /// <summary>Where the plugin's own files lie, read-only by agreement; not the folder it was installed from.</summary>
    string Folder { get; }

    void Provide(ISlideReader reader);

    void Provide(ITileEmbedder embedder);

    void Provide(IReranker reranker);

    void Provide(IExporter exporter);
}
