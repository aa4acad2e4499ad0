using System.Runtime.InteropServices;
using Concord.Protocol;
using MessagePack;

namespace Concord.Plugins;

/// <summary>The calls of the host on a plugin's service, of whichever kind it is.</summary>
internal sealed class ServiceCalls(object service) : IDisposable
{
    private readonly OpenSlides _slides = new();

    public void Dispose() => _slides.Dispose();

    /// <summary>Writes the whole response. Throws what the plugin throws.</summary>
    internal void Answer(string method, uint id, RpcParameters parameters, ref MessagePackWriter writer)
    {
        switch (method, service)
        {
            case (PluginCalls.Embed, ITileEmbedder embedder): Embed(embedder, id, parameters, ref writer); break;
            case (PluginCalls.Rerank, IReranker reranker): Rerank(reranker, id, parameters, ref writer); break;
            case (PluginCalls.Export, IExporter exporter): Export(exporter, id, parameters, ref writer); break;
            case (SlideCalls.Recognise, ISlideReader reader): Recognise(reader, id, parameters, ref writer); break;
            case (SlideCalls.Open, ISlideReader reader): _slides.Open(reader, id, parameters, ref writer); break;
            case (SlideCalls.Region, ISlideReader): _slides.Region(id, parameters, ref writer); break;
            case (SlideCalls.Rest, ISlideReader): _slides.Rest(id, parameters, ref writer); break;
            case (SlideCalls.Close, ISlideReader): _slides.Close(id, parameters, ref writer); break;
            default: throw new PluginException($"it has no method {method}");
        }
    }

    private static void Embed(ITileEmbedder embedder, uint id, RpcParameters parameters, ref MessagePackWriter writer)
    {
        var pixels = (parameters.Map("pixels") ?? throw new PluginException("pixels are missing")).Bytes("data");
        var vector = new float[embedder.Dimension];
        embedder.Embed(pixels.Span, vector);
        RpcWriting.Response(ref writer, id, 3);
        writer.Write("dtype");
        writer.Write("f32");
        writer.Write("shape");
        writer.WriteArrayHeader(1);
        writer.Write(vector.Length);
        writer.Write("data");
        writer.Write(MemoryMarshal.AsBytes(vector.AsSpan()));
    }

    private static void Rerank(IReranker reranker, uint id, RpcParameters parameters, ref MessagePackWriter writer)
    {
        var order = reranker.Rerank(HitsWire.Read(parameters));
        RpcWriting.Response(ref writer, id, 1);
        writer.Write("order");
        writer.WriteArrayHeader(order.Count);
        foreach (var index in order) writer.Write(index);
    }

    private static void Export(IExporter exporter, uint id, RpcParameters parameters, ref MessagePackWriter writer)
    {
        using var file = new MemoryStream();
        exporter.Export(HitsWire.Read(parameters), file);
        RpcWriting.Response(ref writer, id, 1);
        writer.Write("data");
        writer.Write(file.ToArray());
    }

    private static void Recognise(ISlideReader reader, uint id, RpcParameters parameters, ref MessagePackWriter writer)
    {
        var recognised = reader.Recognises(parameters.Text("path"));
        RpcWriting.Response(ref writer, id, 1);
        writer.Write("recognised");
        writer.Write(recognised);
    }
}
