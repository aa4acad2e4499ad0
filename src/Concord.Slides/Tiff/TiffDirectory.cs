using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Concord;

/// <summary>
/// The first directory of a TIFF file (TIFF 6.0, little-endian, offsets of 32 bits): its fields as numbers and bytes. It takes nothing on trust: what lies outside the file, or
/// is longer than the file could be, is absent.
/// </summary>
internal sealed class TiffDirectory
{
    private const int MostEntries = 4096;
    private const int EntryBytes = 12;

    private readonly SafeFileHandle _file;
    private readonly Dictionary<int, (int Type, uint Count, byte[] Value)> _entries = [];

    private TiffDirectory(SafeFileHandle file) => _file = file;

    /// <summary>Null where the file is none of these. Reads from the handle later too; does not own it.</summary>
    internal static TiffDirectory? Read(SafeFileHandle file)
    {
        var directory = new TiffDirectory(file);
        if (directory.Bytes(0, 8) is not { } head || !head.AsSpan().StartsWith("II\x2A\0"u8)) return null;
        var at = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
        if (directory.Bytes(at, 2) is not { } count) return null;
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(count);
        if (entries > MostEntries || directory.Bytes(at + 2L, entries * EntryBytes) is not { } table) return null;
        for (var i = 0; i < entries; i++) directory.Add(table.AsSpan(i * EntryBytes, EntryBytes));
        return directory;
    }

    /// <summary>A field of one number; `otherwise` where it is absent.</summary>
    internal uint Number(int tag, uint otherwise = 0) => Numbers(tag) is [var only] ? only : otherwise;

    /// <summary>A field of SHORT or LONG; empty where it is absent or of another type.</summary>
    internal uint[] Numbers(int tag)
    {
        if (!_entries.TryGetValue(tag, out var entry) || entry.Type is not (3 or 4)) return [];
        var width = entry.Type == 3 ? 2 : 4;
        if (Value(entry, width) is not { } bytes) return [];
        var numbers = new uint[entry.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            var at = bytes.AsSpan(i * width);
            numbers[i] = width == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
        }

        return numbers;
    }

    /// <summary>A field of bytes; null where it is absent.</summary>
    internal byte[]? Field(int tag) => _entries.TryGetValue(tag, out var entry) && entry.Type is 1 or 7 ? Value(entry, 1) : null;

    /// <summary>A part of the file; null where the file does not hold all of it.</summary>
    internal byte[]? Bytes(long at, long length)
    {
        if (length is < 0 or > int.MaxValue || at < 0 || at + length > RandomAccess.GetLength(_file)) return null;
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        return RandomAccess.Read(_file, bytes, at) == length ? bytes : null;
    }

    private void Add(ReadOnlySpan<byte> entry) => _entries.TryAdd(
        BinaryPrimitives.ReadUInt16LittleEndian(entry),
        (BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]), entry[8..].ToArray()));

    /// <summary>Four bytes stand in the entry itself, more elsewhere.</summary>
    private byte[]? Value((int Type, uint Count, byte[] Value) entry, int width)
    {
        var length = entry.Count * (long)width;
        return length <= 4 ? entry.Value[..(int)length] : Bytes(BinaryPrimitives.ReadUInt32LittleEndian(entry.Value), length);
    }
}
