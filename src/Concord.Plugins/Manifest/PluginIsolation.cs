namespace Concord.Plugins;

/// <summary>Where a plugin's code runs; in plugin.json "process" or "host".</summary>
public enum PluginIsolation
{
    /// <summary>In a process of its own, which it may bring down alone.</summary>
    Process = 1,

    /// <summary>In the host's process: faster, and trusted not to crash or hang.</summary>
    Host = 2,
}
