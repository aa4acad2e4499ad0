using Concord.Protocol;
using Concord.Service;

namespace Concord.Cli.Service;

/// <summary>How a server runs: from appsettings.json (section "Concord"), the environment (CONCORD__PIPE, CONCORD__ROOTS__0 …) and the command line, the last one winning.</summary>
internal sealed class ServeOptions
{
    public string Pipe { get; set; } = ServiceEndpoint.DefaultName;

    /// <summary>Collections that are served; empty: all of the user's.</summary>
    public string[] Collections { get; set; } = [];

    /// <summary>Folders whose files clients may name.</summary>
    public string[] Roots { get; set; } = [];

    /// <summary>Folders that are watched: what comes into them is indexed into <see cref="WatchInto"/>.</summary>
    public string[] Watch { get; set; } = [];

    public string? WatchInto { get; set; }

    /// <summary>A model's folder, when it is not in the store.</summary>
    public string? Model { get; set; }

    /// <summary>The longest that one question to a plugin may take.</summary>
    public int PluginSeconds { get; set; } = 60;

    /// <summary>An OpenTelemetry collector on this machine that metrics are sent to; null: none.</summary>
    public string? Metrics { get; set; }

    /// <summary>A graphics processor to work on, as --device has it; null: the environment's choice.</summary>
    public string? Device { get; set; }

    public int Connections { get; set; } = ServiceLimits.Default.Connections;

    public int Requests { get; set; } = ServiceLimits.Default.Requests;
}
