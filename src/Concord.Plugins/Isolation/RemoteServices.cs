using Concord.Protocol;
using MessagePack;

namespace Concord.Plugins;

internal sealed class RemoteEmbedder(IsolatedPlugin plugin, PluginFacts facts) : ITileEmbedder
{
    public int Dimension => facts.Dimension;

    public int Side => facts.Side;

    public void Embed(ReadOnlySpan<byte> rgb, Span<float> vector)
    {
        var pixels = rgb.ToArray();
        var answer = plugin.Use(process =>
        {
            var result = process.Ask(PluginCalls.Embed, 1, (ref MessagePackWriter writer) =>
            {
                writer.Write("pixels");
                writer.WriteMapHeader(3);
                writer.Write("width");
                writer.Write(facts.Side);
                writer.Write("height");
                writer.Write(facts.Side);
                writer.Write("data");
                writer.Write(pixels);
            });
            return process.Read(() => ReadVector(result));
        });
        answer.CopyTo(vector);
    }

    private float[] ReadVector(RpcParameters result)
    {
        if (result.Text("dtype") != "f32") throw new PluginNonsenseException("a vector that is no f32");
        var vector = HitsWire.Floats(result, "data");
        return vector.Length == facts.Dimension ? vector : throw new PluginNonsenseException($"a vector of {vector.Length} elements, not {facts.Dimension}");
    }
}

internal sealed class RemoteReranker(IsolatedPlugin plugin) : IReranker
{
    public IReadOnlyList<int> Rerank(PluginHits hits) => plugin.Use(process =>
    {
        var result = process.Ask(PluginCalls.Rerank, 2, (ref MessagePackWriter writer) => HitsWire.Write(ref writer, hits));
        return process.Read(() => (int[])[.. result.WholeNumbers("order").Select(index => (int)Math.Clamp(index, -1, int.MaxValue))]);
    });
}

internal sealed class RemoteExporter(IsolatedPlugin plugin, PluginFacts facts) : IExporter
{
    public string FileExtension => facts.Extension;

    public void Export(PluginHits hits, Stream file) => file.Write(plugin.Use(process =>
    {
        var result = process.Ask(PluginCalls.Export, 2, (ref MessagePackWriter writer) => HitsWire.Write(ref writer, hits));
        return process.Read(() => result.Bytes("data").ToArray());
    }));
}
