namespace Concord.Indexing;

/// <summary>
/// links.csv: radiology that belongs to cases. Columns file, contrast, case and modality, in any order. Instead of case there may be a patient column,
/// which is then the case too; a table of one modality may leave that column out where it is given. Other columns are labels. Immutable.
/// </summary>
public sealed class SeriesTable
{
    private static readonly string[] Known = ["case", "modality", "contrast", "file", "patient"];

    private readonly bool _namesCases;

    private SeriesTable(IReadOnlyList<SeriesRow> rows, IReadOnlyList<SkippedFile> missing, bool namesCases) =>
        (Rows, Series, Missing, _namesCases) = (rows, [.. rows.Select(row => row.Series)], missing, namesCases);

    /// <summary>Rows whose file is there.</summary>
    public IReadOnlyList<SeriesRow> Rows { get; }

    /// <summary>The links of these rows, with the absolute path of the file.</summary>
    public IReadOnlyList<SeriesRecord> Series { get; }

    /// <summary>Rows that are of no use, with the reason: their file is nowhere.</summary>
    public IReadOnlyList<SkippedFile> Missing { get; }

    /// <summary>
    /// Reads a table; files are relative to its folder. Throws <see cref="ConcordArgumentException"/> naming the file and the line for a missing
    /// column, an empty case or file, or a row of another number of fields; <see cref="ConcordNotFoundException"/> when there is no such table.
    /// </summary>
    /// <param name="csvPath">The table.</param>
    /// <param name="modality">Of all rows, where the table has no such column.</param>
    public static SeriesTable Read(string csvPath, string? modality = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(csvPath);
        var records = CsvFile.Read(csvPath, "table of links");
        var header = records[0].Fields.Select(name => name.ToLowerInvariant()).ToList();
        Require(header, records[0], csvPath, modality);
        var folder = Path.GetDirectoryName(Path.GetFullPath(csvPath)) ?? "";
        var (rows, missing) = (new List<SeriesRow>(), new List<SkippedFile>());
        foreach (var record in records.Skip(1))
        {
            var row = Row(record, header, csvPath, folder, modality);
            if (File.Exists(row.Series.Path)) rows.Add(row);
            else missing.Add(new SkippedFile(row.Series.Path, $"{csvPath} names it on line {record.Line}, but there is no such file"));
        }

        return new SeriesTable(rows, missing, header.Contains("case"));
    }

    /// <summary>
    /// The table as it reads beside these cases: where it names patients alone, a patient's series belong to the one case that the patient has. Rows of a
    /// patient with several cases are taken out and reported, for which of them is meant cannot be known.
    /// </summary>
    /// <param name="casePatients">The patient of each case, <see cref="Collection.CasePatients"/>.</param>
    public SeriesTable Within(IReadOnlyDictionary<string, string> casePatients)
    {
        ArgumentNullException.ThrowIfNull(casePatients);
        if (_namesCases) return this;
        var cases = casePatients.ToLookup(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        var (rows, unclear) = (new List<SeriesRow>(), new List<SkippedFile>());
        foreach (var row in Rows)
        {
            var own = cases[row.Patient!].ToList();
            if (own.Count <= 1) rows.Add(own.Count == 0 ? row : row with { Series = row.Series with { Case = own[0] } });
            else unclear.Add(new SkippedFile(row.Series.Path, $"patient {row.Patient} has {own.Count} cases; say which in a column \"case\""));
        }

        return new SeriesTable(rows, [.. Missing, .. unclear], _namesCases);
    }

    private static void Require(List<string> header, CsvRecord first, string path, string? modality)
    {
        var absent = new List<string>();
        if (!header.Contains("case") && !header.Contains("patient")) absent.Add("case");
        if (!header.Contains("modality") && modality is null) absent.Add("modality");
        if (!header.Contains("contrast")) absent.Add("contrast");
        if (!header.Contains("file")) absent.Add("file");
        if (absent.Count > 0)
            throw new ConcordArgumentException($"{path}: line {first.Line}: the header lacks {string.Join(", ", absent)}; it must have case,modality,contrast,file");
    }

    private static SeriesRow Row(CsvRecord record, List<string> header, string path, string folder, string? modality)
    {
        if (record.Fields.Count != header.Count)
            throw new ConcordArgumentException($"{path}: line {record.Line} has {record.Fields.Count} fields; the header has {header.Count}");
        var patient = header.Contains("patient") ? Value("patient") : null;
        var series = new SeriesRecord(
            header.Contains("case") ? Value("case") : patient!, header.Contains("modality") ? Value("modality") : modality!, Value("contrast"),
            Path.GetFullPath(Path.Combine(folder, Value("file").Replace('\\', '/'))));
        var labels = header.Zip(record.Fields).Where(pair => !Known.Contains(pair.First) && pair.First.Length > 0 && pair.Second.Length > 0)
            .GroupBy(pair => pair.First).ToDictionary(group => group.Key, group => group.First().Second);
        return new SeriesRow(series, patient, labels);

        string Value(string column)
        {
            var value = record.Fields[header.IndexOf(column)];
            return value.Length > 0 ? value : throw new ConcordArgumentException($"{path}: line {record.Line}: {column} is empty");
        }
    }
}
