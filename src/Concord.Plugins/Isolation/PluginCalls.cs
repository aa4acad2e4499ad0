namespace Concord.Plugins;

/// <summary>The methods that a plugin's process answers; docs/plugins.md has their params and results.</summary>
internal static class PluginCalls
{
    /// <summary>Of these frames, as said in hello.</summary>
    internal const int Protocol = 1;

    internal const string Hello = "hello";
    internal const string Embed = "embed";
    internal const string Rerank = "rerank";
    internal const string Export = "export";
    internal const string Recognise = "recognise";
    internal const string Open = "open";
    internal const string Region = "region";
    internal const string Rest = "rest";
    internal const string Close = "close";

    /// <summary>Most bytes of pixels in one answer: half of what a frame may hold.</summary>
    internal const int PieceBytes = 8 * 1024 * 1024;

    /// <summary>Most bytes of a message that are not bin.</summary>
    internal const int ControlBytes = 8 * 1024 * 1024;
}
