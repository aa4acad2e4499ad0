using System.Text;

namespace Concord.Indexing;

/// <summary>Reads a table of separated values from a file; every refusal names the file and, where there is one, the line.</summary>
internal static class CsvFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The records, of which the first is the header. <paramref name="what"/> is the file's kind, for messages.</summary>
    internal static IReadOnlyList<CsvRecord> Read(string path, string what)
    {
        var text = ReadText(path, what);
        var records = CsvText.Parse(text, CsvText.Separator(text), path);
        return records.Count > 0 ? records : throw new ConcordArgumentException($"{path}: the file is empty; its first line must name the columns");
    }

    private static string ReadText(string path, string what)
    {
        if (!File.Exists(path)) throw new ConcordNotFoundException($"{path}: there is no such {what}");
        var bytes = File.ReadAllBytes(path);
        var span = bytes.AsSpan();
        if (span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new ConcordArgumentException($"{path}: it is UTF-16; save it as UTF-8");
        }

        var text = span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? span[3..] : span;
        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            throw new ConcordArgumentException($"{path}: line {1 + text[..Math.Max(0, e.Index)].Count((byte)'\n')}: it is not UTF-8; save it as UTF-8", e);
        }
    }
}
