using System.Collections.Concurrent;

namespace Concord.Plugins;

/// <summary>
/// Loads the allowed plugins of a store, keeps those in processes of their own going, and follows the store as it changes. A plugin that fails costs its own calls and nothing else. Thread-safe. Services
/// are asked for anew each time: one whose plugin was unloaded throws <see cref="PluginException"/>.
/// </summary>
public sealed class PluginHost : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private readonly PluginHostOptions _options;
    private readonly PluginStore _store;
    private readonly CopyFolder _copies;
    private readonly ChangeEvents _events;
    private StoreWatch? _watch;
    private bool _disposed;

    /// <summary>Loads nothing yet: see <see cref="Scan"/>.</summary>
    public PluginHost(PluginHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Limits.Check();
        (_options, _store) = (options, new PluginStore(options.Folder));
        _copies = new CopyFolder(options.PrivateFolder ?? Path.Combine(Path.GetDirectoryName(_store.Folder)!, "run", "plugins"));
        _events = new ChangeEvents(change => Changed?.Invoke(this, change));
    }

    /// <summary>Every change of a plugin, in order, from threads of the pool.</summary>
    public event EventHandler<PluginChange>? Changed;

    /// <summary>Every plugin that the last scan met, by id. Waits for nothing.</summary>
    public IReadOnlyList<PluginInfo> Plugins => [.. _slots.Values.Select(slot => slot.Info).OrderBy(info => info.Id, StringComparer.Ordinal)];

    public IReadOnlyList<ISlideReader> SlideReaders => [.. Services<ISlideReader>().Values];

    /// <summary>By the ids of their plugins, as the three that follow.</summary>
    public IReadOnlyDictionary<string, ITileEmbedder> Embedders => Services<ITileEmbedder>();

    public IReadOnlyDictionary<string, IReranker> Rerankers => Services<IReranker>();

    public IReadOnlyDictionary<string, IExporter> Exporters => Services<IExporter>();

    /// <summary>Loads what is new in the store, reloads what has changed, unloads what is gone or no longer allowed. One bad plugin hinders no other.</summary>
    public void Scan()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var ids = _store.Ids();
            foreach (var gone in _slots.Keys.Except(ids)) Drop(gone);
            foreach (var id in ids) Follow(id);
        }
    }

    /// <summary>Scans whenever the store changes, until this is disposed. Makes the store's folder where it is not there.</summary>
    public void Watch()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            PrivateFolder.Make(_store.Folder);
            _watch ??= new StoreWatch(_store.Folder, TryScan);
        }
    }

    /// <summary>Unloads a plugin and loads it again, out of quarantine too. Throws <see cref="ConcordNotFoundException"/> where the store has none of this id.</summary>
    public PluginInfo Reload(string id)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_store.Ids().Contains(id)) throw new ConcordNotFoundException($"plugin \"{id}\" is not in {_store.Folder}");
            if (_slots.TryRemove(id, out var slot)) slot.Plugin?.Dispose();
            Load(id, _store.Verify(id));
            return _slots[id].Info;
        }
    }

    /// <summary>Unloads a plugin until it is reloaded or changes. Unknown ids are none that has to be unloaded.</summary>
    public void Unload(string id)
    {
        lock (_lock)
        {
            if (!_slots.TryGetValue(id, out var slot)) return;
            slot.Plugin?.Dispose();
            slot.Plugin = null;
            slot.Set(PluginState.Unloaded, "it was unloaded by hand");
            _events.Report(new PluginChange(id, PluginState.Unloaded, null));
        }
    }

    public void Dispose()
    {
        _watch?.Dispose();
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            foreach (var slot in _slots.Values) slot.Plugin?.Dispose();
            _slots.Clear();
            _copies.Dispose();
        }
    }

    private Dictionary<string, T> Services<T>()
        where T : class =>
        _slots.Values.Where(slot => slot.Plugin?.Service is T).OrderBy(slot => slot.Id, StringComparer.Ordinal).ToDictionary(slot => slot.Id, slot => (T)slot.Plugin!.Service);

    private void TryScan()
    {
        try
        {
            Scan();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ConcordException or ObjectDisposedException)
        {
            // The folder changes under the look at it; the change is followed by another look.
        }
    }

    private void Drop(string id)
    {
        if (!_slots.TryRemove(id, out var slot)) return;
        slot.Plugin?.Dispose();
        _events.Report(new PluginChange(id, PluginState.Unloaded, null));
    }

    /// <summary>Leaves a plugin alone that is as it was when last looked at.</summary>
    private void Follow(string id)
    {
        var found = _store.Verify(id);
        if (found.Manifest is { } manifest && !_options.Wants(manifest))
        {
            Drop(id);
            return;
        }

        if (_slots.TryGetValue(id, out var slot))
        {
            if (slot.Seen == (found.Digest, found.Problem)) return;
            _slots.TryRemove(id, out _);
            slot.Plugin?.Dispose();
        }

        Load(id, found);
    }

    /// <param name="id">Of a plugin that has no slot, or one without a plugin.</param>
    /// <param name="found">What the store says of it.</param>
    private void Load(string id, StoredPlugin found)
    {
        var slot = _slots[id] = new Slot(id) { Seen = (found.Digest, found.Problem) };
        try
        {
            if (found.Problem is not null) throw new PluginException(found.Problem);
            var copy = _store.Copy(id, _copies.Next(id));
            (slot.Manifest, slot.Digest) = (copy.Manifest, copy.Digest);
            slot.Plugin = LoadedPlugin.Load(copy, _options, (state, reason) => Report(slot, state, reason));
        }
        catch (Exception e) when (e is ConcordException or PluginException or IOException or UnauthorizedAccessException)
        {
            // Quarantine at the start has been told by the plugin's keeper.
            if (slot.Info.State != PluginState.Quarantined) Report(slot, PluginState.Refused, e.Message);
        }
    }

    private void Report(Slot slot, PluginState state, string? reason)
    {
        slot.Set(state, reason);
        _events.Report(new PluginChange(slot.Id, state, reason));
    }
}
