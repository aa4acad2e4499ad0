using MessagePack;

namespace Concord.Protocol;

/// <summary>Looks at a body as a whole before anything of it is believed.</summary>
internal static class Structure
{
    private const int DeepestLimit = 256;

    /// <summary>
    /// Throws <see cref="ProtocolException"/> unless `body` is exactly one MessagePack object, whole, and nested at most `maxDepth` deep. Without
    /// recursion and without allocation, whatever counts it claims.
    /// </summary>
    internal static void Check(ReadOnlyMemory<byte> body, int maxDepth)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxDepth, DeepestLimit);
        var reader = new MessagePackReader(body);
        Reading.Guard(ref reader, (ref MessagePackReader reader) => Walk(ref reader, maxDepth));
        if (!reader.End) throw new ProtocolException(ProtocolError.Malformed, $"{body.Length - reader.Consumed} bytes stand behind the message");
    }

    private static bool Walk(ref MessagePackReader reader, int maxDepth)
    {
        Span<long> outer = stackalloc long[maxDepth];
        var (depth, left) = (0, 1L);
        while (true)
        {
            while (left == 0)
            {
                if (depth == 0) return true;
                left = outer[--depth];
            }

            left--;
            var children = Enter(ref reader);
            if (children < 0) continue;
            if (depth == maxDepth) throw new ProtocolException(ProtocolError.TooDeep, $"arrays and maps are nested more than {maxDepth} deep");
            outer[depth++] = left;
            left = children;
        }
    }

    /// <summary>Passes one object's head: how many objects are within it, or -1 for one that holds none and is passed whole.</summary>
    private static long Enter(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Array:
                return reader.ReadArrayHeader();
            case MessagePackType.Map:
                return 2L * reader.ReadMapHeader();
            case MessagePackType.Unknown:
                throw new ProtocolException(ProtocolError.Malformed, "a byte is of no MessagePack type");
            default:
                reader.Skip();
                return -1;
        }
    }
}
