using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Concord;

/// <summary>The attributes that say how pixels are laid out (PS3.3 C.7.6.3) and shown (C.11.1, C.11.2).</summary>
internal sealed class DicomHeader
{
    internal const uint TransferSyntax = 0x00020010, PixelData = 0x7FE00010;

    private const string ImplicitLittle = "1.2.840.10008.1.2", ExplicitLittle = "1.2.840.10008.1.2.1";

    private string _syntax = ImplicitLittle;

    internal int SamplesPerPixel { get; private set; } = 1;

    internal string Photometric { get; private set; } = "";

    internal int Frames { get; private set; } = 1;

    internal int Rows { get; private set; }

    internal int Columns { get; private set; }

    internal int BitsAllocated { get; private set; }

    internal int BitsStored { get; private set; }

    internal int HighBit { get; private set; }

    internal bool Signed { get; private set; }

    internal double? WindowCentre { get; private set; }

    internal double? WindowWidth { get; private set; }

    internal double Intercept { get; private set; }

    internal double Slope { get; private set; } = 1;

    internal void Take(uint tag, ReadOnlySpan<byte> value)
    {
        switch (tag)
        {
            case TransferSyntax: _syntax = Text(value); break;
            case 0x00280002: SamplesPerPixel = Short(value); break;
            case 0x00280004: Photometric = Text(value); break;
            case 0x00280008: Frames = (int)Math.Clamp(Number(value) ?? 1, 0, int.MaxValue); break;
            case 0x00280010: Rows = Short(value); break;
            case 0x00280011: Columns = Short(value); break;
            case 0x00280100: BitsAllocated = Short(value); break;
            case 0x00280101: BitsStored = Short(value); break;
            case 0x00280102: HighBit = Short(value); break;
            case 0x00280103: Signed = Short(value) == 1; break;
            case 0x00281050: WindowCentre = Number(value); break;
            case 0x00281051: WindowWidth = Number(value); break;
            case 0x00281052: Intercept = Number(value) ?? 0; break;
            case 0x00281053: Slope = Number(value) is { } slope && slope != 0 ? slope : 1; break;
        }
    }

    /// <summary>Whether elements state their types. Throws for compressed, deflated and big-endian files.</summary>
    internal bool RequireReadableSyntax() => _syntax switch
    {
        ExplicitLittle => true,
        ImplicitLittle => false,
        "1.2.840.10008.1.2.2" => throw new SeriesException("it is a big-endian DICOM file; convert it to explicit little-endian (dcmconv +te)"),
        "1.2.840.10008.1.2.1.99" => throw new SeriesException("it is a deflated DICOM file; inflate it first (dcmconv +te)"),
        _ => throw new SeriesException("its pixels are compressed, which is not read here; decompress it first (gdcmconv --raw, dcmdjpeg) or give a PNG"),
    };

    private static int Short(ReadOnlySpan<byte> value) =>
        value.Length >= 2 ? BinaryPrimitives.ReadUInt16LittleEndian(value) : throw new SeriesException("it is a DICOM file whose image attributes are damaged");

    private static string Text(ReadOnlySpan<byte> value) => Encoding.ASCII.GetString(value[..Math.Min(value.Length, 64)]).Trim(' ', '\0');

    /// <summary>The first of a decimal string's values; null where it is no finite number.</summary>
    private static double? Number(ReadOnlySpan<byte> value) =>
        double.TryParse(Text(value).Split('\\')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
