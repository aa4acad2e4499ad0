using System.Globalization;

namespace Concord.Indexing;

/// <summary>Reads a table of tiles from a .csv: UTF-8, comma, semicolon or tab, the first line names the columns.</summary>
internal static class CsvTileTable
{
    /// <summary>Everything wrong with the table is told of <paramref name="features"/>, the file of vectors it belongs to.</summary>
    internal static TileTable Read(string path, string features)
    {
        if (new FileInfo(path).Length > FeatureLimits.MostTableBytes) throw new FeatureFileException(features, $"its table {path} is larger than {FeatureLimits.MostTableBytes >> 20} MiB; write Parquet instead");
        var records = Records(path, features);
        var names = records[0].Fields;
        var table = new TileTable(features, records.Count - 1);
        if (records.FirstOrDefault(record => record.Fields.Count != names.Count) is { } odd)
            throw new FeatureFileException(features, $"its table {path}: line {odd.Line} has {odd.Fields.Count} fields; the header has {names.Count}");
        for (var i = 0; i < names.Count; i++) Add(table, names[i], i, records, path, features);
        return table;
    }

    private static void Add(TileTable table, string name, int field, IReadOnlyList<CsvRecord> records, string path, string features)
    {
        var rows = records.Skip(1);
        if (TileColumn.LabelOf(name) is { } label) table.AddLabel(label, Texts(rows, field));
        else if (TileColumn.Known(name) is not { } known) table.Unused.Add(name);
        else if (TileColumn.Texts.Contains(known)) table.AddTexts(known, Texts(rows, field));
        else table.AddNumbers(known, [.. rows.Select(row => Number(row, field, name, path, features))]);
    }

    private static string?[] Texts(IEnumerable<CsvRecord> rows, int field)
    {
        var pool = new Dictionary<string, string>(StringComparer.Ordinal);
        return [.. rows.Select(row => row.Fields[field] is not { Length: > 0 } text ? null : pool.TryGetValue(text, out var same) ? same : pool[text] = text)];
    }

    private static double Number(CsvRecord row, int field, string name, string path, string features)
    {
        var text = row.Fields[field];
        if (text.Length == 0) return double.NaN;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
            : throw new FeatureFileException(features, $"its table {path}: line {row.Line}: {name} is \"{(text.Length > 40 ? text[..40] + "…" : text)}\", which is no number");
    }

    private static IReadOnlyList<CsvRecord> Records(string path, string features)
    {
        try
        {
            return CsvFile.Read(path, "table of coordinates");
        }
        catch (ConcordException e)
        {
            throw new FeatureFileException(features, $"its table {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FeatureFileException(features, $"its table {path} cannot be read: {e.Message}", e);
        }
    }
}
