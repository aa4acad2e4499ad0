using Concord.Protocol;
using MessagePack;

namespace Concord.Plugins;

/// <summary>What a plugin's process says of itself in its answer to hello.</summary>
/// <param name="Dimension">Of an embedder; 0 otherwise.</param>
/// <param name="Side">Of an embedder; 0 otherwise.</param>
/// <param name="Extension">Of an exporter; empty otherwise.</param>
internal sealed record PluginFacts(int Dimension, int Side, string Extension)
{
    internal static void Greeting(ref MessagePackWriter writer)
    {
        RpcWriting.Entry(ref writer, "protocol", PluginCalls.Protocol);
        RpcWriting.Entry(ref writer, "abi", PluginAbi.Current.ToString());
        RpcWriting.Entry(ref writer, "host", $"concord {typeof(PluginFacts).Assembly.GetName().Version!.ToString(3)}");
    }

    /// <summary>Throws <see cref="PluginException"/> when the process is not the plugin that its manifest describes.</summary>
    internal static PluginFacts Read(RpcParameters hello, PluginManifest manifest)
    {
        try
        {
            var protocol = hello.WholeNumber("protocol");
            if (protocol != PluginCalls.Protocol) throw new PluginException($"it speaks version {protocol} of the plugins' frames; this host speaks {PluginCalls.Protocol}");
            if (hello.Text("id") != manifest.Id) throw new PluginException($"it says the id \"{PluginText.Printable(hello.Text("id"))}\", plugin.json says \"{manifest.Id}\"");
            return manifest.Kind switch
            {
                PluginKind.Embedder => new PluginFacts(hello.Count("dimension", 0, 1, CheckedService.MostDimensions), hello.Count("side", 0, 1, CheckedService.LongestSide), ""),
                PluginKind.Exporter => new PluginFacts(0, 0, hello.Text("extension")),
                _ => new PluginFacts(0, 0, ""),
            };
        }
        catch (RpcException e)
        {
            throw new PluginException(PluginText.Printable($"its answer to hello is not understood: {e.Message}"), e);
        }
    }
}
