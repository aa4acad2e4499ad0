namespace Concord.Protocol;

/// <summary>Bytes that came are not what the protocol says. The stream they came by is of no more use.</summary>
public sealed class ProtocolException(ProtocolError error, string message, Exception? inner = null) : Exception(message, inner)
{
    public ProtocolError Error { get; } = error;
}
