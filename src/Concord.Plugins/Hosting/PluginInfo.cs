namespace Concord.Plugins;

/// <summary>A plugin as the host sees it at one moment.</summary>
/// <param name="Id">The name of its folder.</param>
/// <param name="Manifest">Null when it could not be read.</param>
/// <param name="State">How it fares.</param>
/// <param name="Reason">Why it is refused, quarantined or restarted; null otherwise.</param>
/// <param name="Digest">SHA-256 over all its files: the identity of what runs. Null when refused.</param>
/// <param name="ProcessId">Of its process; null in the host, and between two processes.</param>
public sealed record PluginInfo(string Id, PluginManifest? Manifest, PluginState State, string? Reason, string? Digest, int? ProcessId);
