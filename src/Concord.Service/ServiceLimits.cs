using Concord.Protocol;

namespace Concord.Service;

/// <summary>What a server lets its clients cost.</summary>
public sealed record ServiceLimits
{
    public static ServiceLimits Default { get; } = new();

    public FrameLimits Frames { get; init; } = FrameLimits.Default;

    /// <summary>Bytes of a request's params that are no bin.</summary>
    public int ControlBytes { get; init; } = 64 * 1024;

    /// <summary>Requests of one connection under way.</summary>
    public int Requests { get; init; } = 32;

    /// <summary>Requests of all connections under way.</summary>
    public int RequestsInAll { get; init; } = 256;

    public int Connections { get; init; } = 128;

    /// <summary>How long work under way is waited for when the server stops, before it is cancelled.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a client may take to say hello, and to send a frame that it began, before it is cut off.</summary>
    public TimeSpan ReceivePatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a client may take to read an answer before it is cut off.</summary>
    public TimeSpan SendPatience { get; init; } = TimeSpan.FromSeconds(20);
}
