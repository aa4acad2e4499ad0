namespace Concord.Plugins;

/// <summary>A plugin's place in a host. Its state is read by any thread; the rest is the host's, under its lock.</summary>
internal sealed class Slot(string id)
{
    private volatile Tuple<PluginState, string?> _state = new(PluginState.Restarting, null);
    private volatile LoadedPlugin? _plugin;

    internal string Id => id;

    internal LoadedPlugin? Plugin { get => _plugin; set => _plugin = value; }

    internal PluginManifest? Manifest { get; set; }

    internal string? Digest { get; set; }

    /// <summary>What the store's look at it gave when it was loaded: a digest, or a problem.</summary>
    internal (string? Digest, string? Problem) Seen { get; set; }

    internal PluginInfo Info => new(id, Manifest, _state.Item1, _state.Item2, Digest, Plugin?.ProcessId);

    internal void Set(PluginState state, string? reason) => _state = new(state, reason);
}
