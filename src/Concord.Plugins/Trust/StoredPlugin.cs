namespace Concord.Plugins;

/// <summary>A plugin in a store.</summary>
/// <param name="Id">The name of its folder.</param>
/// <param name="Manifest">Null when there is a problem.</param>
/// <param name="Digest">SHA-256 over all files; null when there is a problem.</param>
/// <param name="Problem">Why it would not be loaded; null when it would.</param>
public sealed record StoredPlugin(string Id, PluginManifest? Manifest, string? Digest, string? Problem);
