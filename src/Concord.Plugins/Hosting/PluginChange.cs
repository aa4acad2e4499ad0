namespace Concord.Plugins;

/// <summary>Something happened to a plugin.</summary>
/// <param name="Id">Of the plugin.</param>
/// <param name="State">What it has come to.</param>
/// <param name="Reason">Null where there is nothing to say.</param>
public sealed record PluginChange(string Id, PluginState State, string? Reason);
