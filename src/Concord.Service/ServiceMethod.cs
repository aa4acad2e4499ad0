namespace Concord.Service;

/// <summary>Something a client may ask for.</summary>
/// <param name="Name">As in docs/protocol.md.</param>
/// <param name="Run">Answers, or throws; any thread.</param>
/// <param name="Effort">Where it runs.</param>
public sealed record ServiceMethod(string Name, Func<ServiceCall, ServiceReply> Run, ServiceEffort Effort = ServiceEffort.Search);

/// <summary>How long a method may take, which decides where it runs.</summary>
public enum ServiceEffort
{
    /// <summary>Microseconds: on the thread that reads the connection.</summary>
    None,

    /// <summary>Up to a second or so: on the thread pool.</summary>
    Search,

    /// <summary>Minutes, perhaps: on a thread of its own.</summary>
    Minutes,
}
