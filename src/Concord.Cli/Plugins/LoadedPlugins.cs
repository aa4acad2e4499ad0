using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Plugins;

namespace Concord.Cli.Plugins;

/// <summary>
/// The user's plugins, by id. A command loads each when it is first asked for; a server loads all and follows the store. Without plugins it costs a look at one folder. Thread-safe.
/// </summary>
internal sealed class LoadedPlugins : ISlideReaderSource, IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);
    private readonly PluginHostOptions _options;
    private readonly bool _all;
    private readonly TaskCompletionSource _scanned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PluginHost? _host;
    private readonly Lazy<IReadOnlyList<StoredPlugin>> _store = new(() => UserPlugins.Store.List());
    private readonly Lazy<IReadOnlyList<string>> _readers;

    private LoadedPlugins(PluginLimits limits, bool all)
    {
        _all = all;
        _options = new PluginHostOptions { Folder = UserPlugins.Store.Folder, Limits = limits, Wants = manifest => all || IsWanted(manifest.Id) };
        _readers = new(() => [.. _store.Value.Where(plugin => plugin.Manifest?.Kind == PluginKind.SlideReader).Select(plugin => plugin.Id)]);
    }

    /// <summary>Loads when asked.</summary>
    internal static LoadedPlugins OnDemand() => new(PluginLimits.Default, all: false);

    /// <summary>Loads nothing before <see cref="Follow"/>.</summary>
    internal static LoadedPlugins All(PluginLimits limits) => new(limits, all: true);

    public IReadOnlyList<ISlideReader> Readers
    {
        get
        {
            if (!_all) Want(_readers.Value);
            return _host?.SlideReaders ?? [];
        }
    }

    internal IReadOnlyList<PluginInfo> Infos => _host?.Plugins ?? [];

    public bool HasExtension(string extension)
    {
        var manifests = _all ? Infos.Where(info => info.State != PluginState.Refused).Select(info => info.Manifest) : _store.Value.Select(plugin => plugin.Manifest);
        return manifests.Any(manifest => manifest?.Extensions?.Contains(extension, StringComparer.OrdinalIgnoreCase) == true);
    }

    /// <summary>Loads the store's plugins and follows it from now on. Throws as <see cref="PluginHost"/>; there are no plugins then.</summary>
    internal void Follow(Action<PluginChange> changed)
    {
        try
        {
            var host = new PluginHost(_options);
            host.Changed += (_, change) => changed(change);
            // Told before anything is loaded: what is loaded already may be asked while the next one starts.
            _host = host;
            host.Watch();
            host.Scan();
        }
        finally
        {
            _scanned.TrySetResult();
        }
    }

    /// <summary>Waits until a server has looked at every plugin once.</summary>
    internal void AwaitScan(CancellationToken cancel)
    {
        if (_all) _scanned.Task.Wait(cancel);
    }

    internal (IReranker Service, PluginIdentity Identity) Reranker(string id, CancellationToken cancel) => Find(id, PluginKind.Reranker, host => host.Rerankers, cancel);

    internal (IExporter Service, PluginIdentity Identity) Exporter(string id, CancellationToken cancel) => Find(id, PluginKind.Exporter, host => host.Exporters, cancel);

    internal (ITileEmbedder Service, PluginIdentity Identity) Embedder(string id, CancellationToken cancel) => Find(id, PluginKind.Embedder, host => host.Embedders, cancel);

    /// <summary>Unloads and loads again; without an id looks at the whole store. Throws <see cref="ConcordNotFoundException"/> for an id that is not in it.</summary>
    internal void Reload(string? id)
    {
        var host = _host ?? throw new PluginException("no plugins can be loaded; the engine's log says why");
        if (id is null) host.Scan();
        else host.Reload(id);
    }

    public void Dispose() => _host?.Dispose();

    private (T Service, PluginIdentity Identity) Find<T>(string id, PluginKind kind, Func<PluginHost, IReadOnlyDictionary<string, T>> services, CancellationToken cancel)
        where T : class
    {
        if (!_all) Want([id]);
        // A server that has just begun may not have come to it.
        if (_host is not { } host || !services(host).ContainsKey(id)) AwaitScan(cancel);
        var info = Infos.FirstOrDefault(plugin => plugin.Id == id)
            ?? throw new ConcordNotFoundException($"There is no plugin \"{id}\". \"concord plugin list\" shows yours; \"concord plugin allow DIR\" adds one.");
        if (info.Manifest is { } manifest && manifest.Kind != kind)
            throw new ConcordArgumentException($"The plugin {id} is of the kind {PluginDocument.Words(manifest.Kind)}; here one of the kind {PluginDocument.Words(kind)} is needed.");
        if (!services(_host!).TryGetValue(id, out var service) || info is not { Manifest: not null, Digest: not null })
            throw new PluginException($"plugin {id}: it is {PluginDocument.Words(info.State)}{(info.Reason is { } reason ? $": {reason}" : "")}") { Lasting = info.State is PluginState.Quarantined or PluginState.Refused or PluginState.Unloaded };
        return (service, new PluginIdentity(id, info.Manifest.Version, info.Digest));
    }

    /// <summary>Loads those of the ids that were not asked for before.</summary>
    private void Want(IReadOnlyList<string> ids)
    {
        lock (_lock)
        {
            var before = _wanted.Count;
            _wanted.UnionWith(ids);
            if (_wanted.Count == before || _store.Value.Count == 0) return;
            _host ??= new PluginHost(_options);
            _host.Scan();
        }
    }

    private bool IsWanted(string id)
    {
        lock (_lock) return _wanted.Contains(id);
    }
}
