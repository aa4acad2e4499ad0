namespace Concord.Plugins;

/// <summary>
/// Stands before every service of a plugin: whatever it throws becomes a <see cref="PluginException"/> or <see cref="SlideException"/> that names the plugin, and what it gives is looked at before it is
/// believed.
/// </summary>
internal abstract class CheckedService(string id, PluginGate gate)
{
    internal const int MostDimensions = 65536;
    internal const int LongestSide = 2048;

    protected string PluginId => id;

    internal static object Of(PluginManifest manifest, object service, PluginGate gate) => service switch
    {
        ISlideReader reader => new CheckedSlideReader(manifest.Id, gate, reader),
        ITileEmbedder embedder => new CheckedEmbedder(manifest.Id, gate, embedder),
        IReranker reranker => new CheckedReranker(manifest.Id, gate, reranker),
        IExporter exporter => new CheckedExporter(manifest.Id, gate, exporter),
        _ => throw new PluginException($"{service.GetType().Name} is no service of a plugin"),
    };

    protected T Call<T>(Func<T> work)
    {
        gate.Enter();
        try
        {
            return work();
        }
        catch (Exception e)
        {
            throw new PluginException($"plugin {id}: {PluginText.Of(e)}", e) { Lasting = e is PluginException { Lasting: true } };
        }
        finally
        {
            gate.Leave();
        }
    }

    protected static PluginException Nonsense(string what) => new($"it gave an answer that makes no sense: {what}");
}
