namespace Concord.Indexing;

/// <summary>links.csv: radiology that belongs to cases. Columns case, modality, contrast and file, in any order; others are ignored. Immutable.</summary>
public sealed class SeriesTable
{
    private static readonly string[] Needed = ["case", "modality", "contrast", "file"];

    private SeriesTable(IReadOnlyList<SeriesRecord> series, IReadOnlyList<SkippedFile> missing) => (Series, Missing) = (series, missing);

    /// <summary>Rows whose file is there, with its absolute path.</summary>
    public IReadOnlyList<SeriesRecord> Series { get; }

    /// <summary>Rows whose file is nowhere.</summary>
    public IReadOnlyList<SkippedFile> Missing { get; }

    /// <summary>
    /// Reads a table; files are relative to its folder. Throws <see cref="ConcordArgumentException"/> naming the file and the line for a missing
    /// column, an empty case or file, or a row of another number of fields; <see cref="ConcordNotFoundException"/> when there is no such table.
    /// </summary>
    public static SeriesTable Read(string csvPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(csvPath);
        var records = CsvFile.Read(csvPath, "table of links");
        var columns = Columns(records[0], csvPath);
        var folder = Path.GetDirectoryName(Path.GetFullPath(csvPath)) ?? "";
        var (series, missing) = (new List<SeriesRecord>(), new List<SkippedFile>());
        foreach (var record in records.Skip(1))
        {
            var row = Row(record, records[0].Fields.Count, columns, csvPath, folder);
            if (File.Exists(row.Path)) series.Add(row);
            else missing.Add(new SkippedFile(row.Path, $"{csvPath} names it on line {record.Line}, but there is no such file"));
        }

        return new SeriesTable(series, missing);
    }

    private static int[] Columns(CsvRecord header, string path)
    {
        var names = header.Fields.Select(name => name.ToLowerInvariant()).ToList();
        var absent = Needed.Where(name => !names.Contains(name)).ToList();
        if (absent.Count > 0)
        {
            throw new ConcordArgumentException($"{path}: line {header.Line}: the header lacks {string.Join(", ", absent)}; it must have {string.Join(",", Needed)}");
        }

        return [.. Needed.Select(name => names.IndexOf(name))];
    }

    private static SeriesRecord Row(CsvRecord record, int fields, int[] columns, string path, string folder)
    {
        if (record.Fields.Count != fields)
        {
            throw new ConcordArgumentException($"{path}: line {record.Line} has {record.Fields.Count} fields; the header has {fields}");
        }

        var values = columns.Select(column => record.Fields[column]).ToArray();
        var empty = Array.FindIndex(values, value => value.Length == 0);
        if (empty >= 0) throw new ConcordArgumentException($"{path}: line {record.Line}: {Needed[empty]} is empty");
        return new SeriesRecord(values[0], values[1], values[2], Path.GetFullPath(Path.Combine(folder, values[3].Replace('\\', '/'))));
    }
}
