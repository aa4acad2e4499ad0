using Concord.Plugins;
using Spectre.Console;

namespace Concord.Cli.Output;

/// <summary>A plugin as JSON and for people: what <c>plugin list</c>, <c>allow</c> and <c>verify</c> print.</summary>
internal static class PluginDocument
{
    internal static object From(StoredPlugin plugin) => new
    {
        id = plugin.Id,
        version = plugin.Manifest?.Version,
        kind = plugin.Manifest is { } kind ? Words(kind.Kind) : null,
        home = plugin.Manifest is { } home ? Words(home.Home) : null,
        isolation = plugin.Manifest is { } where ? Words(where.RunsIn) : null,
        permissions = plugin.Manifest?.Permissions.Select(Words).ToList() ?? [],
        description = plugin.Manifest?.Description,
        licence = plugin.Manifest?.Licence,
        sha256 = plugin.Digest,
        allowed = plugin.Problem is null,
        problem = plugin.Problem,
    };

    /// <summary>Of a plugin that a server has loaded, or could not.</summary>
    internal static object From(PluginInfo plugin) => new
    {
        id = plugin.Id,
        version = plugin.Manifest?.Version,
        kind = plugin.Manifest is { } kind ? Words(kind.Kind) : null,
        home = plugin.Manifest is { } home ? Words(home.Home) : null,
        isolation = plugin.Manifest is { } where ? Words(where.RunsIn) : null,
        description = plugin.Manifest?.Description,
        sha256 = plugin.Digest,
        state = Words(plugin.State),
        reason = plugin.Reason,
        process = plugin.ProcessId,
    };

    internal static void Print(IAnsiConsole console, StoredPlugin plugin)
    {
        if (plugin.Manifest is not { } manifest)
        {
            console.WriteLine(plugin.Problem ?? "");
            return;
        }

        Format.Facts(
            console,
            ("plugin", $"{manifest.Id} {manifest.Version}"),
            ("about", manifest.Description ?? "–"),
            ("kind", Words(manifest.Kind)),
            ("made of", $"{Words(manifest.Home)}: {manifest.Entry}"),
            ("runs in", manifest.RunsIn == PluginIsolation.Host ? "Concord's own process, trusted" : "a process of its own"),
            ("asks for", manifest.Permissions.Count == 0 ? "nothing" : string.Join(", ", manifest.Permissions.Select(Words))),
            ("licence", manifest.Licence ?? "not stated"),
            ("sha256", plugin.Digest ?? ""));
    }

    /// <summary>As plugin.json writes it.</summary>
    internal static string Words<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
