using System.Buffers.Binary;

namespace Concord;

/// <summary>
/// Walks the data elements of the outermost level of a little-endian DICOM file (PS3.5 chapter 7). Sequences are passed over. Every length is checked against
/// the file; nesting is bounded.
/// </summary>
internal ref struct DicomElements(ReadOnlySpan<byte> file, int start)
{
    private const uint Undefined = 0xFFFFFFFF, Item = 0xFFFEE000, ItemEnd = 0xFFFEE00D, SequenceEnd = 0xFFFEE0DD;
    private const int Deepest = 16;

    private readonly ReadOnlySpan<byte> _file = file;
    private int _at = start;

    /// <summary>Group in the upper, element in the lower 16 bits.</summary>
    internal uint Tag { get; private set; }

    internal ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether the value had no stated length: a sequence, or compressed pixels.</summary>
    internal bool IsUndefinedLength { get; private set; }

    /// <summary>Whether elements behind the file's meta group state their type; known once the transfer syntax was read.</summary>
    internal bool ExplicitBody { get; set; } = true;

    /// <summary>Goes to the next element; false at the end of the file.</summary>
    internal bool Next()
    {
        if (_at == _file.Length) return false;
        var length = Header(ExplicitBody, out var tag, out var untyped);
        Tag = tag;
        IsUndefinedLength = length == Undefined;
        if (IsUndefinedLength)
        {
            Value = default;
            if (tag != DicomHeader.PixelData) SkipItems(ExplicitBody && !untyped, 1);
            return true;
        }

        Value = Take(length);
        return true;
    }

    /// <summary>Reads a tag, its type where stated, and its length. `untyped`: of type UN, whose items are always implicit.</summary>
    private uint Header(bool explicitBody, out uint tag, out bool untyped)
    {
        tag = (uint)((BinaryPrimitives.ReadUInt16LittleEndian(Take(2)) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
        untyped = false;
        if (tag is Item or ItemEnd or SequenceEnd) return Long();
        if (!explicitBody && tag >> 16 != 0x0002) return Long();
        var type = Take(2);
        if (type[0] is < (byte)'A' or > (byte)'Z' || type[1] is < (byte)'A' or > (byte)'Z') throw Damaged();
        untyped = type.SequenceEqual("UN"u8);
        if (!HasLongLength(type)) return BinaryPrimitives.ReadUInt16LittleEndian(Take(2));
        _ = Take(2);
        return Long();
    }

    private static bool HasLongLength(ReadOnlySpan<byte> type) => type[0] switch
    {
        (byte)'O' => type[1] is (byte)'B' or (byte)'D' or (byte)'F' or (byte)'L' or (byte)'V' or (byte)'W',
        (byte)'S' => type[1] is (byte)'Q' or (byte)'V',
        (byte)'U' => type[1] is (byte)'C' or (byte)'N' or (byte)'R' or (byte)'T' or (byte)'V',
        _ => false,
    };

    /// <summary>Passes over the items of a sequence without a stated length.</summary>
    private void SkipItems(bool explicitBody, int depth)
    {
        if (depth > Deepest) throw new SeriesException($"its sequences are nested more than {Deepest} deep");
        while (true)
        {
            var length = Header(explicitBody, out var tag, out _);
            if (tag == SequenceEnd) return;
            if (tag != Item) throw Damaged();
            if (length != Undefined) _ = Take(length);
            else SkipItem(explicitBody, depth);
        }
    }

    private void SkipItem(bool explicitBody, int depth)
    {
        while (true)
        {
            var length = Header(explicitBody, out var tag, out var untyped);
            if (tag == ItemEnd) return;
            if (length != Undefined) _ = Take(length);
            else SkipItems(explicitBody && !untyped, depth + 1);
        }
    }

    private uint Long() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    private ReadOnlySpan<byte> Take(uint length)
    {
        if (length > (uint)(_file.Length - _at)) throw Damaged();
        _at += (int)length;
        return _file.Slice(_at - (int)length, (int)length);
    }

    private static SeriesException Damaged() => new("it is a DICOM file that is damaged or cut off");
}
