using Concord.Protocol;

namespace Concord.Client;

/// <summary>Which engine a client connects to.</summary>
public sealed record ClientOptions
{
    /// <summary>Name of the pipe, or path of its socket.</summary>
    public string Pipe { get; init; } = ServiceEndpoint.DefaultName;

    /// <summary>What the engine is told of who connects: name and version.</summary>
    public string Client { get; init; } = "Concord.Client";

    /// <summary>Start an engine when none runs.</summary>
    public bool Start { get; init; }

    /// <summary>The engine's program; null: $CONCORD, else concord beside this program, else on the PATH.</summary>
    public string? Program { get; init; }

    /// <summary>Folders that an engine which is started here may read.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>How long an engine that was started may take until it answers.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(30);
}
