namespace Concord.Plugins;

/// <summary>What a plugin is made of; in plugin.json "native", "managed", "process".</summary>
public enum PluginHome
{
    /// <summary>A shared library, after concord_plugin/plugin.h.</summary>
    Native = 1,

    /// <summary>An assembly, after Concord.Abstractions.</summary>
    Managed = 2,

    /// <summary>A program in any language, after the frames of docs/plugins.md.</summary>
    Process = 3,
}
