namespace Concord.Plugins;

/// <summary>What a plugin asks for beyond computing; shown when it is allowed. In plugin.json "read-slides", "network".</summary>
public enum PluginCapability
{
    /// <summary>Opens the files whose paths it is given. Slide readers need it.</summary>
    ReadSlides = 1,

    /// <summary>Uses the network. Without it, a plugin in a process of its own has none where the system can take it away (Linux).</summary>
    Network = 2,
}
