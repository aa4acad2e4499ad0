namespace Concord;

/// <summary>
/// Single-frame monochrome DICOM images, uncompressed, little-endian: enough to look at a slice. Of the tags nothing is kept but what the pixels need
/// (PS3.5, PS3.10); names, dates and identifiers are passed over unread.
/// </summary>
internal sealed class DicomReader : ISeriesReader
{
    private const int PreambleLength = 128;

    /// <summary>A slice of 4096 × 4096 pixels of 16 bits takes 34 MB; whole studies are not read here.</summary>
    private const long MostBytes = 256L << 20;

    public string Id => "dicom";

    public bool Recognises(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> head = stackalloc byte[PreambleLength + 4];
            return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head[PreambleLength..].SequenceEqual("DICM"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public GreyImage Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new SeriesException($"it is a DICOM file of more than {MostBytes >> 20} MB; single slices are read");
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SeriesException("it cannot be opened for reading", e);
        }
    }

    /// <summary>A whole file, preamble included. Throws <see cref="SeriesException"/>, and nothing else, whatever the bytes are.</summary>
    internal static GreyImage Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < PreambleLength + 4 || !file.Slice(PreambleLength, 4).SequenceEqual("DICM"u8)) throw new SeriesException("it is no DICOM file");
        var header = new DicomHeader();
        var elements = new DicomElements(file, PreambleLength + 4);
        while (elements.Next())
        {
            if (elements.Tag == DicomHeader.PixelData) return DicomPixels.Decode(header, elements.Value, elements.IsUndefinedLength);
            header.Take(elements.Tag, elements.Value);
            if (elements.Tag == DicomHeader.TransferSyntax) elements.ExplicitBody = header.RequireReadableSyntax();
        }

        throw new SeriesException("it is a DICOM file without an image");
    }
}
