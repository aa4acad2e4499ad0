namespace Concord.Service;

/// <summary>Something a client may ask for.</summary>
/// <param name="Name">As in docs/protocol.md.</param>
/// <param name="Run">Answers, or throws; any thread.</param>
/// <param name="Brief">It takes microseconds: it is answered before the next message of its connection is read, and cannot be cancelled.</param>
public sealed record ServiceMethod(string Name, Func<ServiceCall, ServiceReply> Run, bool Brief = false);
