namespace Concord.Indexing;

/// <summary>The header of labels.csv: which field means what.</summary>
internal sealed class LabelColumns
{
    private static readonly string[] Required = ["file", "label", "patient"];
    private static readonly string[] Structural = ["file", "patient", "case", "centre", "split"];

    private const string Slide = "slide";

    /// <summary>
    /// Label that keeps the slide column: each image is a slide of its own here, and "slide" in a condition means that one.
    /// </summary>
    private const string SourceSlide = "source_slide";

    private readonly string _path;
    private readonly IReadOnlyList<string> _names;

    internal LabelColumns(IReadOnlyList<string> header, string path)
    {
        _path = path;
        _names = [.. header.Select(Known)];
        if (_names.Any(name => name.Length == 0)) throw new ConcordArgumentException($"{path}: line 1: a column has no name");
        foreach (var name in Required) RequireColumn(name);
        var twice = _names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new ConcordArgumentException($"{path}: line 1: column \"{twice.Key}\" stands there twice");
    }

    internal LabelRow Row(CsvRecord record)
    {
        if (record.Fields.Count != _names.Count)
        {
            throw new ConcordArgumentException($"{_path}: line {record.Line} has {record.Fields.Count} fields; the header has {_names.Count}");
        }

        var file = LabelTable.Normal(Value(record, "file") ?? throw new ConcordArgumentException($"{_path}: line {record.Line}: the file is empty"));
        var caseName = Value(record, "case") ?? Value(record, Slide) ?? file;
        var slide = new SlideRecord(file, caseName, Value(record, "patient") ?? caseName)
        {
            Centre = Value(record, "centre"),
            Split = Value(record, "split"),
            Labels = Labels(record),
        };
        return new LabelRow(file, record.Line, slide, record.Fields);
    }

    private Dictionary<string, string> Labels(CsvRecord record)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < _names.Count; i++)
        {
            if (record.Fields[i].Length > 0 && !Structural.Contains(_names[i])) labels[_names[i] == Slide ? SourceSlide : _names[i]] = record.Fields[i];
        }

        return labels;
    }

    private string? Value(CsvRecord record, string name)
    {
        for (var i = 0; i < _names.Count; i++)
        {
            if (_names[i] == name) return record.Fields[i].Length > 0 ? record.Fields[i] : null;
        }

        return null;
    }

    /// <summary>Columns with a meaning of their own are known in any case and by the American spelling; others keep their name.</summary>
    private static string Known(string name)
    {
        var lower = name.ToLowerInvariant();
        if (lower == "center") return "centre";
        return Required.Contains(lower) || Structural.Contains(lower) || lower == Slide ? lower : name;
    }

    private void RequireColumn(string name)
    {
        if (_names.Contains(name)) return;
        throw new ConcordArgumentException($"{_path}: column \"{name}\" is missing; the header has {string.Join(", ", _names)}");
    }
}
