using System.Buffers;
using System.Text.Json;
using MessagePack;

namespace Concord.Service;

/// <summary>
/// Writes documents as MessagePack: the same members and values as their JSON, which it goes through twice, since MessagePack says first how many there
/// are. Keeps its room between documents; one thread at a time.
/// </summary>
internal sealed class DocumentWriter(JsonSerializerOptions options)
{
    /// <summary>More than this is not kept: few answers are as large, and every connection has a writer.</summary>
    private const int KeptBytes = 1 << 20;

    private readonly List<int> _sizes = [];
    private readonly Stack<int> _open = new();
    private ArrayBufferWriter<byte> _json = new();

    /// <summary>The members of `document`, behind a map header that counts them and `bins`, then the bins.</summary>
    internal void Members(ref MessagePackWriter writer, object? document, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Bytes)> bins)
    {
        if (document is null) writer.WriteMapHeader(bins.Count);
        else Write(ref writer, document, bins.Count);
        foreach (var (name, bytes) in bins)
        {
            writer.Write(name);
            writer.Write(bytes.Span);
        }
    }

    private void Write(ref MessagePackWriter writer, object document, int further)
    {
        _json.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_json, new JsonWriterOptions { Encoder = options.Encoder, SkipValidation = true })) JsonSerializer.Serialize(json, document, document.GetType(), options);
        Measure(_json.WrittenSpan);
        _sizes[0] += further;
        Translate(ref writer, _json.WrittenSpan);
        if (_json.Capacity > KeptBytes) _json = new();
    }

    /// <summary>How many members or items each object and array has, in the order in which they begin.</summary>
    private void Measure(ReadOnlySpan<byte> utf8)
    {
        _sizes.Clear();
        _open.Clear();
        for (var reader = new Utf8JsonReader(utf8); reader.Read();)
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                _open.Pop();
                continue;
            }

            // A member is counted by its value.
            if (reader.TokenType == JsonTokenType.PropertyName) continue;
            if (_open.TryPeek(out var outer)) _sizes[outer]++;
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) continue;
            _open.Push(_sizes.Count);
            _sizes.Add(0);
        }
    }

    private void Translate(ref MessagePackWriter writer, ReadOnlySpan<byte> utf8)
    {
        var next = 0;
        for (var reader = new Utf8JsonReader(utf8); reader.Read();)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: writer.WriteMapHeader(_sizes[next++]); break;
                case JsonTokenType.StartArray: writer.WriteArrayHeader(_sizes[next++]); break;
                case JsonTokenType.PropertyName or JsonTokenType.String: Text(ref writer, ref reader); break;
                case JsonTokenType.Number when reader.TryGetInt64(out var whole): writer.Write(whole); break;
                case JsonTokenType.Number: writer.Write(reader.GetDouble()); break;
                case JsonTokenType.True: writer.Write(true); break;
                case JsonTokenType.False: writer.Write(false); break;
                case JsonTokenType.Null: writer.WriteNil(); break;
                default: break;
            }
        }
    }

    private static void Text(ref MessagePackWriter writer, ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped) writer.Write(reader.GetString());
        else writer.WriteString(reader.ValueSpan);
    }
}
