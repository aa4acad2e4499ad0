using System.Globalization;
using Concord.Plugins;

namespace Concord.PluginWorker;

/// <summary>What the process is started with: load|run PARENT MEMORY FOLDER [PROGRAM ARGUMENT…].</summary>
/// <param name="Parent">The process it dies with.</param>
/// <param name="MemoryBytes">Memory it may fill.</param>
/// <param name="Folder">The plugin's.</param>
/// <param name="Command">Of run: the program that this process becomes, and its arguments. Empty: the plugin is loaded.</param>
internal sealed record PluginArguments(int Parent, long MemoryBytes, string Folder, IReadOnlyList<string> Command)
{
    internal static PluginArguments? Parse(string[] arguments) => arguments switch
    {
        [PluginLaunch.Load, var parent, var memory, var folder] => Make(parent, memory, folder, []),
        [PluginLaunch.Run, var parent, var memory, var folder, .. { Length: > 0 } command] => Make(parent, memory, folder, command),
        _ => null,
    };

    private static PluginArguments? Make(string parent, string memory, string folder, string[] command) =>
        int.TryParse(parent, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
        && long.TryParse(memory, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? new PluginArguments(process, bytes, folder, command)
            : null;
}
