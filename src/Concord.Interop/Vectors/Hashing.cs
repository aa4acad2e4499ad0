namespace Concord.Interop;

/// <summary>The checksum used in all of Concord's files.</summary>
internal static unsafe class Hashing
{
    /// <summary>XXH3-64 with seed 0.</summary>
    internal static ulong Hash64(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 0;
        fixed (byte* pointer = bytes) Native.Hash64(pointer, bytes.Length, &hash);
        return hash;
    }
}
