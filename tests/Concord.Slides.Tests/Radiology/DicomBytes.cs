using System.Buffers.Binary;
using System.Text;

namespace Concord.Tests.Radiology;

/// <summary>Writes DICOM files by the tables of PS3.5, so that the reader is held against the standard and not against itself.</summary>
internal sealed class DicomBytes(bool explicitTypes = true)
{
    private readonly List<byte> _body = [];

    internal string Syntax { get; init; } = explicitTypes ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2";

    /// <summary>A whole small image: 3 × 2 pixels of 16 bits.</summary>
    internal static DicomBytes Image(bool explicitTypes = true, string photometric = "MONOCHROME2", bool signed = false, params short[] pixels) => new DicomBytes(explicitTypes)
        .Text(0x00100010, "PN", "Doe^Jane").Short(0x00280002, 1).Text(0x00280004, "CS", photometric).Short(0x00280010, 2).Short(0x00280011, 3)
        .Short(0x00280100, 16).Short(0x00280101, 16).Short(0x00280102, 15).Short(0x00280103, signed ? (ushort)1 : (ushort)0).Pixels(pixels);

    internal DicomBytes Short(uint tag, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return Element(tag, "US", bytes);
    }

    internal DicomBytes Text(uint tag, string type, string value) => Element(tag, type, Encoding.ASCII.GetBytes(value.Length % 2 == 0 ? value : value + " "));

    internal DicomBytes Pixels(short[] pixels)
    {
        var bytes = new byte[2 * pixels.Length];
        for (var i = 0; i < pixels.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), pixels[i]);
        return Element(0x7FE00010, "OW", bytes);
    }

    internal DicomBytes Element(uint tag, string type, ReadOnlySpan<byte> value, uint? length = null)
    {
        using var written = new MemoryStream();
        Write(written, tag, explicitTypes ? type : null, value, length);
        return Raw(written.ToArray());
    }

    /// <summary>Bytes as they are: items, delimiters, damage.</summary>
    internal DicomBytes Raw(params byte[] bytes)
    {
        _body.AddRange(bytes);
        return this;
    }

    internal byte[] File()
    {
        using var file = new MemoryStream();
        file.Write(new byte[128]);
        file.Write("DICM"u8);
        Write(file, 0x00020010, "UI", Encoding.ASCII.GetBytes(Syntax.Length % 2 == 0 ? Syntax : Syntax + "\0"), null);
        file.Write([.. _body]);
        return file.ToArray();
    }

    internal static byte[] Tag(uint tag, uint length)
    {
        using var bytes = new MemoryStream();
        Write(bytes, tag, null, [], length);
        return bytes.ToArray();
    }

    private static void Write(Stream to, uint tag, string? type, ReadOnlySpan<byte> value, uint? length)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(word, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(word[2..], (ushort)tag);
        to.Write(word);
        var size = length ?? (uint)value.Length;
        if (type is not null) to.Write(Encoding.ASCII.GetBytes(type));
        if (type is not null && type is not ("OB" or "OW" or "SQ" or "UN" or "UT"))
        {
            BinaryPrimitives.WriteUInt16LittleEndian(word, (ushort)size);
            to.Write(word[..2]);
        }
        else
        {
            if (type is not null) to.Write(new byte[2]);
            BinaryPrimitives.WriteUInt32LittleEndian(word, size);
            to.Write(word);
        }

        to.Write(value);
    }
}
