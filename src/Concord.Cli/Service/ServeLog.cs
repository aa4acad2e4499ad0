using Concord.Plugins;
using Microsoft.Extensions.Logging;

namespace Concord.Cli.Service;

/// <summary>What a server says of itself.</summary>
internal static partial class ServeLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Listening at {Address}; stop with Ctrl-C or SIGTERM")]
    internal static partial void Listening(this ILogger log, string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Plugin {Plugin}: {State}")]
    internal static partial void Plugin(this ILogger log, string plugin, PluginState state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Plugins cannot be loaded: {Reason}")]
    internal static partial void NoPlugins(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} watches {Folders} folders into {Collection}")]
    internal static partial void Watching(this ILogger log, string job, int folders, string collection);

    [LoggerMessage(Level = LogLevel.Information, Message = "Device: {Name}; {State}")]
    internal static partial void Device(this ILogger log, string name, string state);
}
