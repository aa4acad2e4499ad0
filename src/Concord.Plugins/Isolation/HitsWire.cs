using System.Runtime.InteropServices;
using Concord.Protocol;
using MessagePack;

namespace Concord.Plugins;

/// <summary>Hits as a message has them, written and read.</summary>
internal static class HitsWire
{
    /// <summary>Two entries: hits and query.</summary>
    internal static void Write(ref MessagePackWriter writer, PluginHits hits)
    {
        RpcWriting.Entry(ref writer, "query", Bytes(hits.Query));
        writer.Write("hits");
        writer.WriteArrayHeader(hits.Hits.Count);
        foreach (var hit in hits.Hits) Write(ref writer, hit);
    }

    internal static PluginHits Read(RpcParameters map) => new([.. map.Maps("hits").Select(ReadHit)]) { Query = Floats(map, "query") };

    /// <summary>Throws <see cref="RpcException"/> for what are no whole floats.</summary>
    internal static float[] Floats(RpcParameters map, string name)
    {
        if (!map.Has(name)) return [];
        var bytes = map.Bytes(name).Span;
        return bytes.Length % sizeof(float) == 0 ? MemoryMarshal.Cast<byte, float>(bytes).ToArray() : throw new RpcException("bad_argument", $"{name} is of {bytes.Length} bytes, which are no float32");
    }

    private static void Write(ref MessagePackWriter writer, PluginHit hit)
    {
        writer.WriteMapHeader(11);
        RpcWriting.Entry(ref writer, "tile", hit.Tile);
        RpcWriting.Entry(ref writer, "distance", hit.Distance);
        RpcWriting.Entry(ref writer, "slide", hit.Slide);
        RpcWriting.Entry(ref writer, "case", hit.Case);
        RpcWriting.Entry(ref writer, "patient", hit.Patient);
        RpcWriting.Entry(ref writer, "x", hit.X);
        RpcWriting.Entry(ref writer, "y", hit.Y);
        RpcWriting.Entry(ref writer, "width", hit.Width);
        RpcWriting.Entry(ref writer, "height", hit.Height);
        RpcWriting.Entry(ref writer, "vector", Bytes(hit.Vector));
        writer.Write("labels");
        writer.WriteMapHeader(hit.Labels.Count);
        foreach (var (name, value) in hit.Labels) RpcWriting.Entry(ref writer, name, value);
    }

    private static PluginHit ReadHit(RpcParameters map) => new(map.WholeNumber("tile") ?? 0, map.Number("distance") ?? 0)
    {
        Slide = map.TextOrNull("slide") ?? "",
        Case = map.TextOrNull("case") ?? "",
        Patient = map.TextOrNull("patient") ?? "",
        Labels = map.Map("labels") is { } labels ? labels.Names.ToDictionary(name => name, labels.Text) : new Dictionary<string, string>(),
        X = map.WholeNumber("x") ?? 0,
        Y = map.WholeNumber("y") ?? 0,
        Width = map.WholeNumber("width") ?? 0,
        Height = map.WholeNumber("height") ?? 0,
        Vector = Floats(map, "vector"),
    };

    private static ReadOnlySpan<byte> Bytes(ReadOnlyMemory<float> floats) => MemoryMarshal.AsBytes(floats.Span);
}
