namespace Concord.Indexing;

/// <summary>
/// A given split: which tiles, slides, cases or patients ask and which answer. A CSV with a column "split" and one that says what its rows name: id, slide,
/// case or patient. "test" asks and "train" answers; other values take no part. Immutable, thread-safe.
/// </summary>
public sealed class SplitTable
{
    private static readonly string[] Keys = ["id", "slide", "case", "patient"];

    private readonly Dictionary<string, string> _splits;

    private SplitTable(string path, string key, Dictionary<string, string> splits) => (Path, Key, _splits) = (path, key, splits);

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>What the rows name: "id", "slide", "case" or "patient".</summary>
    public string Key { get; }

    /// <summary>Different names that the table holds.</summary>
    public int Count => _splits.Count;

    /// <summary>
    /// Reads a table. Throws <see cref="ConcordArgumentException"/> naming the file and the line for a missing column, more than one that could name the
    /// rows, an empty field, a name with two different splits, and a table without "test" or without "train"; <see cref="ConcordNotFoundException"/> for no file.
    /// </summary>
    public static SplitTable Read(string csvPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(csvPath);
        var records = CsvFile.Read(csvPath, "table of splits");
        var header = records[0].Fields.Select(name => name.Trim().ToLowerInvariant()).ToList();
        var (key, split) = Columns(header, csvPath);
        var splits = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var record in records.Skip(1)) Add(splits, record, header.Count, header.IndexOf(key), split, csvPath);
        foreach (var side in new[] { "test", "train" })
            if (!splits.ContainsValue(side)) throw new ConcordArgumentException($"{csvPath}: no row has the split \"{side}\"; both \"test\" and \"train\" are needed");
        return new SplitTable(csvPath, key, splits);
    }

    /// <summary>"test", "train", another word in small letters, or null where the table does not name it.</summary>
    public string? Of(long id, string slide, string caseName, string patient) => _splits.GetValueOrDefault(Name(id, slide, caseName, patient));

    /// <summary>Names of the table that nothing here has: `present` are the names that there are, of the kind of <see cref="Key"/>.</summary>
    public int Unmatched(IReadOnlySet<string> present) => _splits.Keys.Count(name => !present.Contains(name));

    /// <summary>What a row of the table would call this.</summary>
    public string Name(long id, string slide, string caseName, string patient) => Key switch
    {
        "id" => id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "slide" => slide,
        "case" => caseName,
        _ => patient,
    };

    private static (string Key, int Split) Columns(List<string> header, string path)
    {
        var split = header.IndexOf("split");
        if (split < 0) throw new ConcordArgumentException($"{path}: column \"split\" is missing; the header has {string.Join(", ", header)}");
        var keys = Keys.Where(header.Contains).ToList();
        if (keys.Count == 1) return (keys[0], split);
        throw new ConcordArgumentException(keys.Count == 0
            ? $"{path}: no column says what its rows name; one of {string.Join(", ", Keys)} is needed beside \"split\""
            : $"{path}: columns {string.Join(" and ", keys)} could both name the rows; keep one of them");
    }

    private static void Add(Dictionary<string, string> splits, CsvRecord record, int fields, int key, int split, string path)
    {
        if (record.Fields.Count != fields) throw new ConcordArgumentException($"{path}: line {record.Line} has {record.Fields.Count} fields; the header has {fields}");
        var (name, value) = (record.Fields[key].Trim(), record.Fields[split].Trim().ToLowerInvariant());
        if (name.Length == 0 || value.Length == 0) throw new ConcordArgumentException($"{path}: line {record.Line}: a name or a split is empty");
        if (!splits.TryAdd(name, value) && splits[name] != value)
            throw new ConcordArgumentException($"{path}: line {record.Line} gives {name} the split \"{value}\"; an earlier line gave it \"{splits[name]}\"");
    }
}
