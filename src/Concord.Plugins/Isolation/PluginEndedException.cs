namespace Concord.Plugins;

/// <summary>A plugin's process is at its end; the message says how.</summary>
internal sealed class PluginEndedException(string reason, Exception? inner = null) : Exception(reason, inner);

/// <summary>An answer is not of the shape that was asked for.</summary>
internal sealed class PluginNonsenseException(string what) : Exception(what);
