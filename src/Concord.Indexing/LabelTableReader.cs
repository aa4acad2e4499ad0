namespace Concord.Indexing;

/// <summary>Reads labels.csv; every refusal names the file and the line.</summary>
internal static class LabelTableReader
{
    internal static LabelTable Read(string path)
    {
        var records = CsvFile.Read(path, "label file");
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
}
