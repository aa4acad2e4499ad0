using System.Text.Json.Serialization;

namespace Concord.Plugins;

/// <summary>What plugin.json says of a plugin; read by <see cref="ManifestFile"/>, which refuses what does not hold.</summary>
public sealed record PluginManifest
{
    /// <summary>Of plugin.json itself: 1.</summary>
    public required int Format { get; init; }

    /// <summary>Letters a–z, digits and "-", at most 64, beginning with a letter; also the name of the plugin's folder.</summary>
    public required string Id { get; init; }

    /// <summary>The plugin's own, for people.</summary>
    public required string Version { get; init; }

    public required PluginKind Kind { get; init; }

    public required PluginHome Home { get; init; }

    /// <summary>The file that is loaded or run, relative to plugin.json.</summary>
    public required string Entry { get; init; }

    /// <summary>Of a process: the program that runs the entry, by name ("python3", looked for in the system's folders) or absolute path. Null: the entry is run itself.</summary>
    public string? Interpreter { get; init; }

    /// <summary>Versions of the contract that the plugin can live with.</summary>
    public required PluginAbiRange Abi { get; init; }

    /// <summary>Null: a process of its own for native plugins and processes, the host for managed ones.</summary>
    public PluginIsolation? Isolation { get; init; }

    public required IReadOnlyList<PluginCapability> Permissions { get; init; }

    /// <summary>Of slide readers: extensions of files in folders that are taken for theirs, with their dot and in small letters. Null: none, files are named one by one.</summary>
    public IReadOnlyList<string>? Extensions { get; init; }

    public string? Description { get; init; }

    /// <summary>SPDX identifier, or the terms in words.</summary>
    public string? Licence { get; init; }

    /// <summary>Every other file of the plugin, by its path relative to plugin.json with "/", and its SHA-256 in small hex digits.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Where it runs by itself; a host may isolate more.</summary>
    [JsonIgnore]
    public PluginIsolation RunsIn => Isolation ?? (Home == PluginHome.Managed ? PluginIsolation.Host : PluginIsolation.Process);
}
