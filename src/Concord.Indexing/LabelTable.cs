namespace Concord.Indexing;

/// <summary>
/// labels.csv: what is known of each image file. Columns file, label and patient are required; case, slide, centre and split have
/// their own meaning; every other column is a label of its own name. Comma, semicolon or tab, as the header shows; quotes as in RFC 4180;
/// UTF-8, with or without a byte order mark. Immutable, thread-safe.
/// </summary>
public sealed class LabelTable
{
    private readonly Dictionary<string, LabelRow> _byFile;

    internal LabelTable(string path, Dictionary<string, LabelRow> byFile, IReadOnlyList<string> problems) =>
        (Path, Folder, _byFile, Problems) = (path, System.IO.Path.GetDirectoryName(path) ?? "", byFile, problems);

    /// <summary>Absolute path of the file.</summary>
    public string Path { get; }

    /// <summary>What was wrong without making the table useless, one line each: rows given twice.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Rows, without those given twice.</summary>
    public int Count => _byFile.Count;

    /// <summary>Files are given relative to this folder, or to the folder that is indexed.</summary>
    internal string Folder { get; }

    internal IEnumerable<LabelRow> Rows => _byFile.Values;

    /// <summary>
    /// Reads a table. Throws <see cref="ConcordArgumentException"/> naming the file and the line for a missing column, a row of another
    /// number of fields, an open quote, or two rows that say different things of one file; <see cref="ConcordNotFoundException"/> for no file.
    /// </summary>
    public static LabelTable Read(string csvPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(csvPath);
        return LabelTableReader.Read(csvPath);
    }

    /// <summary>
    /// What the table says of a file, given as the table gives it; null when it says nothing. Case is the file's own when no column says
    /// otherwise, patient the case. A slide column names what several files share: it becomes the label source_slide, and the case where there is none.
    /// </summary>
    public SlideRecord? Find(string file) => FindRow(file)?.Record;

    internal LabelRow? FindRow(string file) => _byFile.GetValueOrDefault(Normal(file));

    /// <summary>One spelling for a path: forward slashes, no "./" in front.</summary>
    internal static string Normal(string file)
    {
        var slashes = file.Replace('\\', '/');
        while (slashes.StartsWith("./", StringComparison.Ordinal)) slashes = slashes[2..];
        return slashes;
    }
}
