namespace Concord.Cli.Plugins;

/// <summary>An embedder of a plugin as the model of a space. It is looked up for every tile, so that a plugin that was loaded again goes on, and one that was changed does not.</summary>
internal sealed class PluginModel : ITileEmbedder
{
    private readonly LoadedPlugins _plugins;
    private readonly PluginIdentity _identity;

    private PluginModel(LoadedPlugins plugins, PluginIdentity identity, ITileEmbedder service) =>
        (_plugins, _identity, Dimension, Side) = (plugins, identity, service.Dimension, service.Side);

    public int Dimension { get; }

    public int Side { get; }

    /// <summary>Throws <see cref="ConcordNotFoundException"/> where there is no such plugin, <see cref="PluginException"/> where it does not run.</summary>
    /// <param name="plugins">Where it is found, now and for every tile.</param>
    /// <param name="id">Of the plugin.</param>
    /// <param name="metric">Of the space; null: cosine.</param>
    /// <param name="around">Stands between the embedder and who uses it; null: nothing.</param>
    /// <param name="cancel">Ends the wait for a plugin that is being loaded.</param>
    internal static Embedder Open(LoadedPlugins plugins, string id, Metric? metric = null, Func<ITileEmbedder, ITileEmbedder>? around = null, CancellationToken cancel = default)
    {
        var (service, identity) = plugins.Embedder(id, cancel);
        ITileEmbedder model = new PluginModel(plugins, identity, service);
        return Concord.Embedder.Of(around is null ? model : around(model), identity.ModelId, identity.Sha256, metric);
    }

    public void Embed(ReadOnlySpan<byte> rgb, Span<float> vector)
    {
        var (service, identity) = Found();
        if (identity.Sha256 != _identity.Sha256) throw new PluginException($"plugin {_identity.Id}: it was changed since; vectors of {identity.ModelId} are of another space") { Lasting = true };
        service.Embed(rgb, vector);
    }

    private (ITileEmbedder Service, PluginIdentity Identity) Found()
    {
        try
        {
            return _plugins.Embedder(_identity.Id, CancellationToken.None);
        }
        catch (ConcordNotFoundException e)
        {
            throw new PluginException($"plugin {_identity.Id}: it is no longer there", e) { Lasting = true };
        }
    }
}
