using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Concord.Interop;

namespace Concord;

/// <summary>
/// The checksum that every row of the catalogue carries in its last column, since SQLite's pages have none: XXH3-64 over the table's
/// name and each value behind a byte that tells its type. docs/catalog.md gives the bytes.
/// </summary>
internal static class RowSum
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    internal static long Of(string table, ReadOnlySpan<object?> values)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(256);
        buffer.ResetWrittenCount();
        Write(buffer, table);
        foreach (var value in values) Write(buffer, value);
        return unchecked((long)Hashing.Hash64(buffer.WrittenSpan));
    }

    private static void Write(ArrayBufferWriter<byte> buffer, object? value)
    {
        switch (value)
        {
            case null or DBNull: Tag(buffer, 0); break;
            case long number: Number(buffer, 1, number); break;
            case double real: Number(buffer, 2, BitConverter.DoubleToInt64Bits(real)); break;
            case string text: Bytes(buffer, 3, Encoding.UTF8.GetBytes(text)); break;
            case byte[] bytes: Bytes(buffer, 4, bytes); break;
            default: throw new InvalidOperationException($"{value.GetType().Name} is no type of the catalogue.");
        }
    }

    private static void Tag(ArrayBufferWriter<byte> buffer, byte tag)
    {
        buffer.GetSpan(1)[0] = tag;
        buffer.Advance(1);
    }

    private static void Number(ArrayBufferWriter<byte> buffer, byte tag, long value)
    {
        Tag(buffer, tag);
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    private static void Bytes(ArrayBufferWriter<byte> buffer, byte tag, byte[] bytes)
    {
        Number(buffer, tag, bytes.Length);
        buffer.Write(bytes);
    }
}
