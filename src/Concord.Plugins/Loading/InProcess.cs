namespace Concord.Plugins;

/// <summary>Loads native and managed plugins into this process: into the host's, or into a plugin's own.</summary>
internal static class InProcess
{
    /// <summary>Throws <see cref="PluginException"/> with the reason why it cannot be loaded, or refuses.</summary>
    internal static IPluginInstance Load(PluginManifest manifest, string folder, Action<string> log) => manifest.Home switch
    {
        PluginHome.Native => NativePlugin.Load(manifest, folder, log),
        PluginHome.Managed => ManagedPlugin.Load(manifest, folder),
        _ => throw new PluginException($"\"{manifest.Id}\" is a program; it is run, not loaded"),
    };
}
