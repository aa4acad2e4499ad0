using System.Collections.Concurrent;
using Concord.Cli.CommandLine;

namespace Concord.Cli.Service;

/// <summary>Models that were loaded stay loaded: loading takes longer than most searches. Thread-safe.</summary>
internal sealed class ServedModels(string? model, Accelerator? accelerator = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Embedder>> _loaded = new(StringComparer.Ordinal);

    internal Embedder For(Space space)
    {
        var entry = _loaded.GetOrAdd(space.Identity.Id, _ => new Lazy<Embedder>(() => Models.Load(space, model, accelerator)));
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

    public void Dispose()
    {
        foreach (var entry in _loaded.Values.Where(entry => entry.IsValueCreated)) entry.Value.Dispose();
    }
}
