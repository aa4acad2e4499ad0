using MessagePack;

namespace Concord.Protocol;

/// <summary>Starts messages; the entries of their map, each a key and a value, are written after.</summary>
public static class RpcWriting
{
    public static void Request(ref MessagePackWriter writer, uint id, string method, int entries)
    {
        Request(ref writer, id, method);
        writer.WriteMapHeader(entries);
    }

    /// <summary>The same, whose map the caller writes whole.</summary>
    public static void Request(ref MessagePackWriter writer, uint id, string method)
    {
        writer.WriteArrayHeader(4);
        writer.Write((byte)RpcKind.Request);
        writer.Write(id);
        writer.Write(method);
    }

    public static void Response(ref MessagePackWriter writer, uint id, int entries)
    {
        Response(ref writer, id);
        writer.WriteMapHeader(entries);
    }

    /// <summary>The same, whose map the caller writes whole.</summary>
    public static void Response(ref MessagePackWriter writer, uint id)
    {
        writer.WriteArrayHeader(4);
        writer.Write((byte)RpcKind.Response);
        writer.Write(id);
        writer.WriteNil();
    }

    /// <summary>A whole response that failed.</summary>
    public static void Failure(ref MessagePackWriter writer, uint id, RpcError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        writer.WriteArrayHeader(4);
        writer.Write((byte)RpcKind.Response);
        writer.Write(id);
        error.Write(ref writer);
        writer.WriteNil();
    }

    public static void Notification(ref MessagePackWriter writer, string method, int entries)
    {
        Notification(ref writer, method);
        writer.WriteMapHeader(entries);
    }

    /// <summary>The same, whose map the caller writes whole.</summary>
    public static void Notification(ref MessagePackWriter writer, string method)
    {
        writer.WriteArrayHeader(3);
        writer.Write((byte)RpcKind.Notification);
        writer.Write(method);
    }

    /// <summary>An entry of a map.</summary>
    public static void Entry(ref MessagePackWriter writer, string key, long value)
    {
        writer.Write(key);
        writer.Write(value);
    }

    public static void Entry(ref MessagePackWriter writer, string key, double value)
    {
        writer.Write(key);
        writer.Write(value);
    }

    public static void Entry(ref MessagePackWriter writer, string key, string value)
    {
        writer.Write(key);
        writer.Write(value);
    }

    /// <summary>One whose value is bin.</summary>
    public static void Entry(ref MessagePackWriter writer, string key, ReadOnlySpan<byte> value)
    {
        writer.Write(key);
        writer.Write(value);
    }
}
