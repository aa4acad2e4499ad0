using System.Text.Json.Nodes;
using Concord.Protocol;
using MessagePack;

namespace Concord.Tests;

/// <summary>The frames that every client and the server agree on: tests/Conformance/frames.json.</summary>
public sealed class ConformanceTests
{
    private static readonly IReadOnlyList<JsonObject> Frames = Load();

    private static IEnumerable<TestCaseData> Messages => Frames.Where(frame => frame["message"] is not null).Select(Named);

    private static IEnumerable<TestCaseData> Malformed => Frames.Where(frame => frame["error"] is not null).Select(Named);

    [TestCaseSource(nameof(Messages))]
    public void Parse_Frame_IsTheMessage(JsonObject frame)
    {
        var message = frame["message"]!.AsArray();
        var parsed = Read(frame)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)parsed.Kind, Is.EqualTo((int)message[0]!));
            if (parsed.Kind != RpcKind.Notification) Assert.That(parsed.Id, Is.EqualTo((uint)message[1]!));
            if (parsed.Kind != RpcKind.Response) Assert.That(parsed.Method, Is.EqualTo((string)message[^2]!));
            Assert.That(parsed.Error?.Code, Is.EqualTo((string?)(parsed.Kind == RpcKind.Response ? message[2]?["code"] : null)));
            var content = Decoded(parsed.Content);
            Assert.That(JsonNode.DeepEquals(Normal(content), Normal(message[^1])), Is.True, content?.ToJsonString());
        }
    }

    [TestCaseSource(nameof(Malformed))]
    public void Parse_MalformedFrame_IsRefusedWithItsCode(JsonObject frame)
    {
        var error = Assert.Catch(() =>
        {
            var message = Read(frame) ?? throw new ProtocolException(ProtocolError.Truncated, "nothing");
            if (message.Kind == RpcKind.Request) RpcParameters.Parse(message.Content, 64 * 1024);
        });
        var code = error is RpcException rpc ? rpc.Code : error is ProtocolException { Error: ProtocolError.TooLarge } ? "too_large" : error.Message.StartsWith("the stream ended", StringComparison.Ordinal) ? "closed" : "malformed";
        Assert.That(code, Is.EqualTo((string?)frame["error"]), error.Message);
    }

    private static RpcMessage? Read(JsonObject frame)
    {
        using var stream = new MemoryStream(Convert.FromHexString((string)frame["hex"]!));
        return new FrameReader(stream, FrameLimits.Default).Read() is { } body ? RpcMessage.Parse(body.ToArray(), FrameLimits.Default) : null;
    }

    /// <summary>As the file spells messages: bin is {"bin": hex}.</summary>
    private static JsonNode? Decoded(ReadOnlyMemory<byte> content)
    {
        var reader = new MessagePackReader(content);
        return Decoded(ref reader);
    }

    private static JsonNode? Decoded(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil: reader.ReadNil(); return null;
            case MessagePackType.Boolean: return reader.ReadBoolean();
            case MessagePackType.Integer or MessagePackType.Float: return reader.ReadDouble();
            case MessagePackType.String: return reader.ReadString();
            case MessagePackType.Binary:
                var bytes = reader.ReadBytes()!.Value;
                return new JsonObject { ["bin"] = Convert.ToHexStringLower(System.Buffers.BuffersExtensions.ToArray(bytes)) };
            case MessagePackType.Array:
                var list = new JsonArray();
                for (var left = reader.ReadArrayHeader(); left > 0; left--) list.Add(Decoded(ref reader));
                return list;
            default:
                var map = new JsonObject();
                for (var left = reader.ReadMapHeader(); left > 0; left--) map.Add(reader.ReadString()!, Decoded(ref reader));
                return map;
        }
    }

    /// <summary>Numbers as doubles.</summary>
    private static JsonNode? Normal(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Normal(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Normal)]),
        JsonValue value when value.TryGetValue<double>(out var number) => JsonValue.Create(number),
        null => null,
        _ => node.DeepClone(),
    };

    private static TestCaseData Named(JsonObject frame) => new TestCaseData(frame).SetArgDisplayNames((string)frame["name"]!);

    private static List<JsonObject> Load()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "tests", "Conformance", "frames.json");
            if (File.Exists(file)) return [.. JsonNode.Parse(File.ReadAllText(file))!["frames"]!.AsArray().Select(frame => frame!.AsObject())];
        }

        throw new FileNotFoundException("tests/Conformance/frames.json is not above the tests");
    }
}
