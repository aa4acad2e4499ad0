using System.Text.Json;
using MessagePack;

namespace Concord.Service;

/// <summary>Writes documents as MessagePack: the same members and values as their JSON.</summary>
internal static class DocumentWriter
{
    /// <summary>The members of `document`, behind a map header that counts them and `bins`, then the bins.</summary>
    internal static void Members(ref MessagePackWriter writer, object? document, JsonSerializerOptions options, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Bytes)> bins)
    {
        if (document is null)
        {
            writer.WriteMapHeader(bins.Count);
        }
        else
        {
            var json = JsonSerializer.SerializeToElement(document, document.GetType(), options);
            writer.WriteMapHeader(json.GetPropertyCount() + bins.Count);
            WriteMembers(ref writer, json);
        }

        foreach (var (name, bytes) in bins)
        {
            writer.Write(name);
            writer.Write(bytes.Span);
        }
    }

    private static void Value(ref MessagePackWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteMapHeader(json.GetPropertyCount());
                WriteMembers(ref writer, json);
                break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(json.GetArrayLength());
                foreach (var item in json.EnumerateArray()) Value(ref writer, item);
                break;
            case JsonValueKind.String: writer.Write(json.GetString()); break;
            case JsonValueKind.Number when json.TryGetInt64(out var whole): writer.Write(whole); break;
            case JsonValueKind.Number: writer.Write(json.GetDouble()); break;
            case JsonValueKind.True: writer.Write(true); break;
            case JsonValueKind.False: writer.Write(false); break;
            default: writer.WriteNil(); break;
        }
    }

    private static void WriteMembers(ref MessagePackWriter writer, JsonElement json)
    {
        foreach (var member in json.EnumerateObject())
        {
            writer.Write(member.Name);
            Value(ref writer, member.Value);
        }
    }
}
