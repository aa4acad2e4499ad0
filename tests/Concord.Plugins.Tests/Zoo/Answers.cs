using System.Runtime.InteropServices;
using Concord.Protocol;
using MessagePack;

namespace Concord.Plugins.Tests;

/// <summary>Frames of a plugin, as commands of the shell that print them.</summary>
internal static class Answers
{
    /// <summary>To the first question: an embedder of tiles of one pixel, vectors of two elements.</summary>
    internal static string Hello(string id) => Print((ref MessagePackWriter writer) =>
    {
        RpcWriting.Response(ref writer, 1, 4);
        writer.Write("protocol");
        writer.Write(1);
        writer.Write("id");
        writer.Write(id);
        writer.Write("dimension");
        writer.Write(2);
        writer.Write("side");
        writer.Write(1);
    });

    /// <summary>To the second.</summary>
    internal static string Of(string kind) => Print((ref MessagePackWriter writer) =>
    {
        switch (kind)
        {
            case "few": Vector(ref writer, [1f]); break;
            case "not-finite": Vector(ref writer, [float.NaN, 1f]); break;
            case "empty": RpcWriting.Response(ref writer, 2, 0); break;
            default: RpcWriting.Failure(ref writer, 2, new RpcError("x", "no")); break;
        }
    });

    private delegate void Writing(ref MessagePackWriter writer);

    private static void Vector(ref MessagePackWriter writer, float[] vector)
    {
        RpcWriting.Response(ref writer, 2, 2);
        writer.Write("dtype");
        writer.Write("f32");
        writer.Write("data");
        writer.Write(MemoryMarshal.AsBytes(vector.AsSpan()));
    }

    private static string Print(Writing write)
    {
        var bytes = new MemoryStream();
        var frame = new FrameWriter(bytes, FrameLimits.Default);
        var writer = frame.Begin();
        write(ref writer);
        writer.Flush();
        frame.Send();
        return $"printf '{string.Concat(bytes.ToArray().Select(value => "\\" + Convert.ToString(value, 8).PadLeft(3, '0')))}'";
    }
}
