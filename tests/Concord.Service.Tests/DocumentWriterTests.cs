using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Service;
using MessagePack;

namespace Concord.Tests;

/// <summary>Documents as MessagePack against the same documents as JSON.</summary>
public sealed class DocumentWriterTests
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static IEnumerable<TestCaseData> Documents()
    {
        yield return Named("nothing", new { });
        yield return Named("values", new { Whole = long.MinValue, Real = 0.1, Large = 1e300, Yes = true, No = false, None = (string?)null, Text = "ä \"quoted\"\n\u0001 \\ 🙂" });
        yield return Named("nested", new { Hits = new[] { new { Rank = 1, Labels = new Dictionary<string, string> { ["a \"b\""] = "c", ["é"] = "" } }, new { Rank = 2, Labels = new Dictionary<string, string>() } }, After = new { Deep = new { Deeper = new[] { Array.Empty<int>(), [1, 2] } } } });
        foreach (var count in new[] { 15, 16, 65535, 65536 }) yield return Named($"{count} items", new { Items = Enumerable.Range(0, count).ToArray(), Behind = 1 });
        foreach (var count in new[] { 15, 16, 17, 70000 }) yield return Named($"{count} members", new { Map = Enumerable.Range(0, count).ToDictionary(i => $"k{i}", i => i), Behind = 1 });
        yield return Named("a long text", new { Text = new string('x', 3 << 20) });
    }

    [TestCaseSource(nameof(Documents))]
    public void Members_Document_IsItsJson(object document)
    {
        var reader = new MessagePackReader(Written(new DocumentWriter(Options), document));
        var read = JsonNode.Parse(Read(ref reader)!.ToJsonString());
        Assert.That(reader.End, Is.True);
        Assert.That(JsonNode.DeepEquals(read, JsonSerializer.SerializeToNode(document, document.GetType(), Options)), Is.True);
    }

    [Test]
    public void Members_OneWriterForAll_WritesEachAsIfAlone()
    {
        var writer = new DocumentWriter(Options);
        foreach (var document in Documents().Concat(Documents().Reverse()).Select(named => named.Arguments[0]!))
            Assert.That(Written(writer, document).Span.SequenceEqual(Written(new DocumentWriter(Options), document).Span), Is.True);
    }

    [Test]
    public void Members_WithBins_CountsThem()
    {
        var bytes = Written(new DocumentWriter(Options), new { A = 1 }, ("data", new byte[] { 1, 2 }), ("more", Array.Empty<byte>()));
        var reader = new MessagePackReader(bytes);
        Assert.That(reader.ReadMapHeader(), Is.EqualTo(3));
        Assert.That((reader.ReadString(), reader.ReadInt32(), reader.ReadString()), Is.EqualTo(("a", 1, "data")));
        Assert.That(reader.ReadBytes()!.Value.ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That((reader.ReadString(), reader.ReadBytes()!.Value.Length, reader.End), Is.EqualTo(("more", 0L, true)));
    }

    private static ReadOnlyMemory<byte> Written(DocumentWriter documents, object document, params (string, ReadOnlyMemory<byte>)[] bins)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        documents.Members(ref writer, document, bins);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static JsonNode? Read(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Map:
                var map = new JsonObject();
                for (var left = reader.ReadMapHeader(); left > 0; left--) map.Add(reader.ReadString()!, Read(ref reader));
                return map;
            case MessagePackType.Array:
                var list = new JsonArray();
                for (var left = reader.ReadArrayHeader(); left > 0; left--) list.Add(Read(ref reader));
                return list;
            case MessagePackType.Integer: return reader.ReadInt64();
            case MessagePackType.Float: return reader.ReadDouble();
            case MessagePackType.Boolean: return reader.ReadBoolean();
            case MessagePackType.String: return reader.ReadString();
            default:
                reader.ReadNil();
                return null;
        }
    }

    private static TestCaseData Named(string name, object document) => new TestCaseData(document).SetArgDisplayNames(name);
}
