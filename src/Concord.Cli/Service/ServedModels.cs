using System.Collections.Concurrent;
using Concord.Cli.CommandLine;
using Concord.Cli.Plugins;

namespace Concord.Cli.Service;

/// <summary>Models that were loaded stay loaded: loading takes longer than most searches. Thread-safe.</summary>
/// <param name="model">Where the model of the collections lies; null: in the store.</param>
/// <param name="plugin">Opens the embedder of a plugin, by its id and the metric.</param>
/// <param name="accelerator">What pooling is given to work on; null: the CPU alone.</param>
internal sealed class ServedModels(string? model, Func<string, Metric?, CancellationToken, Embedder> plugin, Accelerator? accelerator = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Embedder>> _loaded = new(StringComparer.Ordinal);

    internal Embedder For(Space space, CancellationToken cancel)
    {
        if (PluginIdentity.Of(space.Identity.ModelId) is { } id) return OfPlugin(space, id, cancel);
        var entry = _loaded.GetOrAdd(space.Identity.Id, _ => new Lazy<Embedder>(() => Models.OfModel(space, model, accelerator)));
        try
        {
            return entry.Value;
        }
        catch
        {
            // The model may be added later: the failure is not kept.
            _loaded.TryRemove(new KeyValuePair<string, Lazy<Embedder>>(space.Identity.Id, entry));
            throw;
        }
    }

    /// <summary>Made anew for every request, since plugins come and go.</summary>
    private Embedder OfPlugin(Space space, string id, CancellationToken cancel)
    {
        var embedder = plugin(id, space.Identity.Metric, cancel);
        Models.RequireComparable(space, embedder.Space);
        return embedder;
    }

    public void Dispose()
    {
        foreach (var entry in _loaded.Values.Where(entry => entry.IsValueCreated)) entry.Value.Dispose();
    }
}
