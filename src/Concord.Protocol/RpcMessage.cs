using MessagePack;

namespace Concord.Protocol;

/// <summary>One message of MessagePack-RPC, its content not yet read. Content points into the bytes it was parsed from.</summary>
public sealed class RpcMessage
{
    private const int LongestMethod = 128;

    private RpcMessage(RpcKind kind, uint id, string method, RpcError? error, ReadOnlyMemory<byte> content) =>
        (Kind, Id, Method, Error, Content) = (kind, id, method, error, content);

    public RpcKind Kind { get; }

    /// <summary>Of requests and responses; 0 for notifications.</summary>
    public uint Id { get; }

    /// <summary>Of requests and notifications; empty for responses.</summary>
    public string Method { get; }

    /// <summary>Of a response that failed.</summary>
    public RpcError? Error { get; }

    /// <summary>The params, or the result: the MessagePack bytes of one object, for <see cref="MapReader"/>.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Throws <see cref="ProtocolException"/> for whatever is no message, in whichever way.</summary>
    public static RpcMessage Parse(ReadOnlyMemory<byte> body, FrameLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        Structure.Check(body, limits.MaxDepth);
        var reader = new MessagePackReader(body);
        return Reading.Guard(ref reader, (ref MessagePackReader reader) => Read(ref reader, body));
    }

    private static RpcMessage Read(ref MessagePackReader reader, ReadOnlyMemory<byte> body)
    {
        var length = reader.ReadArrayHeader();
        var kind = length == 0 ? (RpcKind)(-1) : (RpcKind)reader.ReadByte();
        if (!Enum.IsDefined(kind) || length != (kind == RpcKind.Notification ? 3 : 4))
        {
            throw new ProtocolException(ProtocolError.WrongType, $"an array of {length} whose first is {(int)kind} is no message");
        }

        var id = kind == RpcKind.Notification ? 0 : reader.ReadUInt32();
        if (kind == RpcKind.Request && id == 0) throw new ProtocolException(ProtocolError.WrongType, "the id of a request is 1 or more");
        var method = kind == RpcKind.Response ? "" : ReadMethod(ref reader);
        var error = kind == RpcKind.Response ? ReadError(ref reader, body) : null;
        RequireContent(ref reader, kind, error);
        return new RpcMessage(kind, id, method, error, body[(int)reader.Consumed..]);
    }

    /// <summary>Params are a map; of error and result exactly one is nil, and a result is a map.</summary>
    private static void RequireContent(ref MessagePackReader reader, RpcKind kind, RpcError? error)
    {
        var wanted = error is null ? MessagePackType.Map : MessagePackType.Nil;
        if (reader.NextMessagePackType != wanted)
        {
            throw new ProtocolException(ProtocolError.WrongType, kind != RpcKind.Response ? "params are a map"
                : error is null ? "a response without an error has a map as its result" : "a response with an error has nil as its result");
        }
    }

    private static string ReadMethod(ref MessagePackReader reader) => reader.ReadString() is { Length: > 0 and <= LongestMethod } method
        ? method
        : throw new ProtocolException(ProtocolError.WrongType, $"a method's name is text of 1 to {LongestMethod} characters");

    private static RpcError? ReadError(ref MessagePackReader reader, ReadOnlyMemory<byte> body)
    {
        if (reader.TryReadNil()) return null;
        var start = (int)reader.Consumed;
        reader.Skip();
        return RpcError.Read(body[start..(int)reader.Consumed]);
    }
}
