using System.Buffers.Binary;

namespace Concord;

/// <summary>The pixels of an uncompressed monochrome image, in the unit that rescale slope and intercept give.</summary>
internal static class DicomPixels
{
    private const int LongestSide = 8_192;

    internal static GreyImage Decode(DicomHeader header, ReadOnlySpan<byte> pixels, bool compressed)
    {
        Check(header, compressed);
        var (count, bytes) = (header.Rows * header.Columns, header.BitsAllocated / 8);
        if (pixels.Length < (long)count * bytes) throw new SeriesException($"its pixels are cut off: {pixels.Length} bytes of {(long)count * bytes}");
        var values = new float[count];
        var (shift, mask, sign) = (header.HighBit + 1 - header.BitsStored, (1 << header.BitsStored) - 1, header.Signed ? 1 << (header.BitsStored - 1) : 0);
        for (var i = 0; i < count; i++)
        {
            var stored = bytes == 1 ? pixels[i] : BinaryPrimitives.ReadUInt16LittleEndian(pixels[(2 * i)..]);
            var level = (stored >> shift) & mask;
            values[i] = (float)(((level ^ sign) - sign) * header.Slope + header.Intercept);
        }

        return new GreyImage(header.Columns, header.Rows, values) { Window = Window(header), LeastIsWhite = header.Photometric == "MONOCHROME1" };
    }

    private static void Check(DicomHeader header, bool compressed)
    {
        if (compressed) throw new SeriesException("its pixels are compressed, which is not read here; decompress it first (gdcmconv --raw, dcmdjpeg) or give a PNG");
        if (header.Frames > 1) throw new SeriesException($"it holds {header.Frames} frames; single slices are read, so split it into one file a slice");
        if (header.SamplesPerPixel != 1 || header.Photometric is not ("MONOCHROME1" or "MONOCHROME2")) throw new SeriesException("it is no monochrome DICOM image");
        if (header.Rows is < 1 or > LongestSide || header.Columns is < 1 or > LongestSide) throw new SeriesException($"its size, {header.Columns} × {header.Rows}, is beyond 1 to {LongestSide} pixels a side");
        if (header.BitsAllocated is not (8 or 16)) throw new SeriesException($"it has {header.BitsAllocated} bits a pixel; 8 and 16 are read");
        if (header.BitsStored < 1 || header.BitsStored > header.BitsAllocated || header.HighBit >= header.BitsAllocated || header.HighBit + 1 < header.BitsStored)
            throw new SeriesException("its bits stored and high bit contradict each other");
    }

    private static GreyWindow? Window(DicomHeader header) =>
        header is { WindowCentre: { } centre, WindowWidth: { } width } && width > 1 ? GreyWindow.OfCentre(centre, width) : null;
}
