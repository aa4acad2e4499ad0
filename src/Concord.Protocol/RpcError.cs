using MessagePack;

namespace Concord.Protocol;

/// <summary>The error of a response: a map of these two, unknown keys ignored.</summary>
/// <param name="Code">A short stable word, for programs.</param>
/// <param name="Message">What was wrong, for people.</param>
public sealed record RpcError(string Code, string Message)
{
    internal void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Write("code");
        writer.Write(Code);
        writer.Write("message");
        writer.Write(Message);
    }

    internal static RpcError Read(ReadOnlyMemory<byte> map)
    {
        var (code, message) = ("", "");
        var reader = new MapReader(map);
        while (reader.Next(out var key))
        {
            switch (key)
            {
                case "code": code = reader.Text(); break;
                case "message": message = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return code.Length > 0 ? new RpcError(code, message) : throw new ProtocolException(ProtocolError.WrongType, "an error has no code");
    }
}
