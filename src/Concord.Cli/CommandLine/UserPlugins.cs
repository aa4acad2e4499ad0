using Concord.Plugins;

namespace Concord.Cli.CommandLine;

/// <summary>Where the user's plugins lie: plugins/ beside collections/ and models/.</summary>
internal static class UserPlugins
{
    internal static PluginStore Store => new(Path.Combine(Path.GetDirectoryName(ModelStore.Default.Folder)!, "plugins"));
}
