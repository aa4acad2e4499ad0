namespace Concord.Protocol;

/// <summary>What a frame may cost at most, checked before memory is given to it.</summary>
/// <param name="MaxBytes">Of a body; 16 MiB unless told.</param>
/// <param name="MaxDepth">Arrays and maps within one another; 1 to 256.</param>
public sealed record FrameLimits(int MaxBytes = 16 * 1024 * 1024, int MaxDepth = 32)
{
    public static FrameLimits Default { get; } = new();

    /// <summary>Throws <see cref="ProtocolException"/> when a body of `length` bytes is empty or above the limit.</summary>
    internal void CheckLength(uint length)
    {
        if (length == 0) throw new ProtocolException(ProtocolError.Malformed, "a frame has no body");
        if (length > MaxBytes) throw new ProtocolException(ProtocolError.TooLarge, $"a frame claims {length} bytes; at most {MaxBytes} are read");
    }
}
