namespace Concord.Plugins;

/// <summary>What an isolated plugin is kept with.</summary>
/// <param name="Limits">Of each process.</param>
/// <param name="Program">concord-plugin; null: beside the running program.</param>
/// <param name="Time">The clock by which ends are counted.</param>
/// <param name="Changed">Told of each state and its reason; must not call the plugin.</param>
internal sealed record IsolationOptions(PluginLimits Limits, string? Program, TimeProvider Time, Action<PluginState, string?> Changed);
