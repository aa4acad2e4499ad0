namespace Concord;

/// <summary>The kinds of file that are decoded, told by their first bytes and never by their name.</summary>
internal static class ImageFormat
{
    private const int DicomMagicAt = 128;

    internal static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"];

    /// <summary>Returns "JPEG", "PNG", "TIFF" or "WebP". Throws when the file is missing, empty, unreadable or of another kind.</summary>
    internal static string Of(string path)
    {
        var file = new FileInfo(path);
        if (Directory.Exists(path)) throw new ConcordImageException(path, "it is a folder");
        if (!file.Exists) throw new ConcordNotFoundException($"{path}: there is no such file");
        if (file.Length == 0) throw new ConcordImageException(path, "the file is empty (0 bytes)");
        Span<byte> head = stackalloc byte[DicomMagicAt + 4];
        return OfBytes(head[..ReadHead(path, head)]) ?? throw new ConcordImageException(path, IsDicom(head)
            ? "it is a DICOM file, which is not read as an image"
            : "it is not an image that is read here (JPEG, PNG, TIFF or WebP)");
    }

    /// <summary>Whether <see cref="Of"/> would name a kind.</summary>
    internal static bool IsKnown(string path)
    {
        try
        {
            _ = Of(path);
            return true;
        }
        catch (ConcordException)
        {
            return false;
        }
    }

    private static int ReadHead(string path, Span<byte> head)
    {
        try
        {
            using var handle = File.OpenHandle(path);
            return RandomAccess.Read(handle, head, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConcordImageException(path, "it cannot be opened for reading", e);
        }
    }

    private static string? OfBytes(ReadOnlySpan<byte> head)
    {
        // First, for the 128 bytes that DICOM leaves free may hold the header of a TIFF.
        if (IsDicom(head)) return null;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "JPEG";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10])) return "PNG";
        if (head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WEBP"u8)) return "WebP";
        var tiff = head.StartsWith("II\x2A\0"u8) || head.StartsWith("MM\0\x2A"u8) || head.StartsWith("II\x2B\0"u8) || head.StartsWith("MM\0\x2B"u8);
        return tiff ? "TIFF" : null;
    }

    private static bool IsDicom(ReadOnlySpan<byte> head) => head.Length > DicomMagicAt && head[DicomMagicAt..].StartsWith("DICM"u8);
}
