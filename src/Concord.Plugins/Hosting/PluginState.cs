namespace Concord.Plugins;

/// <summary>How a plugin fares.</summary>
public enum PluginState
{
    /// <summary>It answers.</summary>
    Running = 1,

    /// <summary>Its process has ended, and another is being started.</summary>
    Restarting = 2,

    /// <summary>Its process has ended too often: it is not started again until it is reloaded, or changed.</summary>
    Quarantined = 3,

    /// <summary>It is not loaded: it is not allowed, changed, of another ABI, or does not want to.</summary>
    Refused = 4,

    /// <summary>It was unloaded, or is gone.</summary>
    Unloaded = 5,
}
