namespace Concord.Plugins;

/// <summary>The methods that a plugin's process answers, beside those of <see cref="Concord.Protocol.SlideCalls"/>; docs/plugins.md has their params and results.</summary>
internal static class PluginCalls
{
    /// <summary>Of these frames, as said in hello.</summary>
    internal const int Protocol = 1;

    internal const string Embed = "embed";
    internal const string Rerank = "rerank";
    internal const string Export = "export";

    /// <summary>Most bytes of a message that are not bin.</summary>
    internal const int ControlBytes = 8 * 1024 * 1024;
}
