namespace Concord.Interop;

/// <summary>A collection's UUID as the files hold it: in the order in which it is written down (RFC 9562), not in Guid's memory order.</summary>
internal static class CollectionId
{
    internal const int Size = 16;

    internal static void Write(Guid id, Span<byte> bytes)
    {
        if (!id.TryWriteBytes(bytes, bigEndian: true, out _)) throw new ConcordArgumentException($"a UUID needs {Size} bytes, not {bytes.Length}");
    }
}
