using MessagePack;

namespace Concord.Protocol;

/// <summary>One place where the codec's exceptions become <see cref="ProtocolException"/>.</summary>
internal static class Reading
{
    internal delegate T Read<T>(ref MessagePackReader reader);

    internal static T Guard<T>(ref MessagePackReader reader, Read<T> read)
    {
        try
        {
            return read(ref reader);
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentOutOfRangeException)
        {
            // The second is what the codec says of a length above 2^31, which no body holds.
            throw new ProtocolException(ProtocolError.Truncated, "a message ends too early", e);
        }
        catch (Exception e) when (e is MessagePackSerializationException or OverflowException)
        {
            throw new ProtocolException(ProtocolError.WrongType, $"a message holds what was not expected: {e.Message}", e);
        }
    }
}
