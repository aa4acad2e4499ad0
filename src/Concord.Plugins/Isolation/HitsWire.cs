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
        writer.Write("query");
        writer.Write(Bytes(hits.Query));
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
        writer.Write("tile");
        writer.Write(hit.Tile);
        writer.Write("distance");
        writer.Write(hit.Distance);
        writer.Write("slide");
        writer.Write(hit.Slide);
        writer.Write("case");
        writer.Write(hit.Case);
        writer.Write("patient");
        writer.Write(hit.Patient);
        writer.Write("x");
        writer.Write(hit.X);
        writer.Write("y");
        writer.Write(hit.Y);
        writer.Write("width");
        writer.Write(hit.Width);
        writer.Write("height");
        writer.Write(hit.Height);
        writer.Write("vector");
        writer.Write(Bytes(hit.Vector));
        writer.Write("labels");
        writer.WriteMapHeader(hit.Labels.Count);
        foreach (var (name, value) in hit.Labels)
        {
            writer.Write(name);
            writer.Write(value);
        }
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
