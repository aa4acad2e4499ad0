namespace Concord.Plugins;

/// <summary>Where a host finds plugins, and what they may cost.</summary>
public sealed record PluginHostOptions
{
    /// <summary>The store that is loaded: see <see cref="PluginStore"/>.</summary>
    public required string Folder { get; init; }

    /// <summary>Where copies lie while they are loaded; it is made, for the user alone. Null: run/plugins beside <see cref="Folder"/>.</summary>
    public string? PrivateFolder { get; init; }

    /// <summary>Which of the allowed plugins are loaded; the others are as if they were not there.</summary>
    public Func<PluginManifest, bool> Wants { get; init; } = static _ => true;

    public PluginLimits Limits { get; init; } = PluginLimits.Default;

    /// <summary>Native plugins whose plugin.json asks for it run in the host: a crash of theirs is the host's.</summary>
    public bool AllowNativeInHost { get; init; }

    /// <summary>Managed plugins run in processes of their own too, whatever their plugin.json asks for.</summary>
    public bool IsolateAll { get; init; }

    /// <summary>The program of plugins' processes; null: `concord-plugin` beside the running one.</summary>
    public string? Program { get; init; }

    /// <summary>Lines that plugins in the host write.</summary>
    public Action<string> Log { get; init; } = static _ => { };

    /// <summary>The clock by which ends of a process are counted.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
