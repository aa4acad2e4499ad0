using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Concord.Service;

/// <summary>What a server logs: no patients, no files, no content of requests.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A client could not be accepted: {Reason}")]
    internal static partial void NotAccepted(this ILogger log, SocketError reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A client of another user was refused")]
    internal static partial void OtherUser(this ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A client was refused: {Connections} are connected")]
    internal static partial void TooMany(this ILogger log, int connections);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed by a defect of the engine")]
    internal static partial void RequestDefect(this ILogger log, Exception defect);

    [LoggerMessage(Level = LogLevel.Error, Message = "A connection ended by a defect of the engine")]
    internal static partial void ConnectionDefect(this ILogger log, Exception defect);
}
