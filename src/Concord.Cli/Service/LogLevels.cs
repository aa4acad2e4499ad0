using Concord.Protocol;
using Microsoft.Extensions.Logging;

namespace Concord.Cli.Service;

/// <summary>From which level on messages are logged; may be changed while the server runs.</summary>
internal sealed class LogLevels
{
    private volatile int _least = (int)LogLevel.Information;

    internal bool Allows(LogLevel level) => (int)level >= _least;

    internal string Set(RpcParameters parameters)
    {
        var level = QueryParameters.Word(parameters, "level", (LogLevel)_least);
        _least = (int)level;
        return level.ToString().ToLowerInvariant();
    }
}
