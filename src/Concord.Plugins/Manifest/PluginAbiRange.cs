namespace Concord.Plugins;

/// <summary>Versions from one up to, and without, another: {"min": "1.0", "below": "2.0"}.</summary>
public sealed record PluginAbiRange
{
    public required string Min { get; init; }

    public required string Below { get; init; }

    /// <summary>Null when the host's version lies within; otherwise why not, with both.</summary>
    internal string? WhyNot(PluginAbi host)
    {
        if (PluginAbi.Parse(Min) is not { } min || PluginAbi.Parse(Below) is not { } below) return "it is no range of versions as \"1.0\" and \"2.0\"";
        if (host >= min && host < below) return null;
        var advice = host < min ? "update Concord" : "look for a newer version of the plugin";
        return $"it needs plugin ABI {Min} or later, below {Below}; this host has {host}: {advice}";
    }
}
