using System.Text;

namespace Concord;

/// <summary>Reads labels.csv; every refusal names the file and the line.</summary>
internal static class LabelTableReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static LabelTable Read(string path)
    {
        var text = ReadText(path);
        var records = CsvText.Parse(text, CsvText.Separator(text), path);
        if (records.Count == 0) throw new ConcordArgumentException($"{path}: the file is empty; its first line must name the columns");
        var columns = new LabelColumns(records[0].Fields, path);
        var problems = new List<string>();
        var byFile = new Dictionary<string, LabelRow>(StringComparer.Ordinal);
        foreach (var record in records.Skip(1)) Add(byFile, columns.Row(record), path, problems);
        return new LabelTable(Path.GetFullPath(path), byFile, problems);
    }

    private static void Add(Dictionary<string, LabelRow> byFile, LabelRow row, string path, List<string> problems)
    {
        if (byFile.TryAdd(row.File, row)) return;
        var first = byFile[row.File];
        if (!first.Fields.SequenceEqual(row.Fields))
        {
            throw new ConcordArgumentException($"{path}: lines {first.Line} and {row.Line} say different things of {row.File}");
        }

        problems.Add($"{path}: line {row.Line} repeats line {first.Line} ({row.File})");
    }

    private static string ReadText(string path)
    {
        if (!File.Exists(path)) throw new ConcordNotFoundException($"{path}: there is no such label file");
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
