using System.Globalization;
using Parquet.Data;
using Parquet.Schema;

namespace Concord.Indexing;

/// <summary>Reads the columns that say where tiles lie and what they are, all rows at once: they are small beside the vectors.</summary>
internal static class ParquetColumns
{
    /// <summary>Fields other than <paramref name="vectors"/>.</summary>
    internal static TileTable Read(ParquetContainer file, IReadOnlyList<DataField> vectors)
    {
        var table = new TileTable(file.Path, file.Rows);
        foreach (var field in file.Fields.Except(vectors)) Add(table, file, field);
        return table;
    }

    private static void Add(TileTable table, ParquetContainer file, DataField field)
    {
        var plain = field.MaxRepetitionLevel == 0 && field.Path.Length == 1;
        if (plain && TileColumn.LabelOf(field.Name) is { } label) table.AddLabel(label, Texts(file, field));
        else if (!plain || TileColumn.Known(field.Name) is not { } known) table.Unused.Add(field.Path.ToString());
        else if (TileColumn.Texts.Contains(known)) table.AddTexts(known, Texts(file, field));
        else table.AddNumbers(known, [.. Enumerable.Range(0, file.GroupRows.Length).SelectMany(group => Numbers(file, group, field))]);
    }

    private static string?[] Texts(ParquetContainer file, DataField field)
    {
        var pool = new Dictionary<string, string>(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, file.GroupRows.Length).SelectMany(group => field.ClrType == typeof(ReadOnlyMemory<char>)
                ? file.ReadTexts(group, field)
                : Numbers(file, group, field).Select(value => double.IsNaN(value) ? null : value.ToString("R", CultureInfo.InvariantCulture)))
            .Select(text => string.IsNullOrEmpty(text) ? null : pool.TryGetValue(text, out var same) ? same : pool[text] = text)];
    }

    private static double[] Numbers(ParquetContainer file, int group, DataField field) => file.Read(group, field, values => values switch
    {
        RawColumnData<double> column => Spread(file, group, field, column, column.Values),
        RawColumnData<float> column => Spread(file, group, field, column, Converted(column.Values, value => value)),
        RawColumnData<long> column => Spread(file, group, field, column, Converted(column.Values, value => value)),
        RawColumnData<ulong> column => Spread(file, group, field, column, Converted(column.Values, value => value)),
        RawColumnData<int> column => Spread(file, group, field, column, Converted(column.Values, value => value)),
        RawColumnData<uint> column => Spread(file, group, field, column, Converted(column.Values, value => value)),
        RawColumnData<short> column => Spread(file, group, field, column, Converted(column.Values, value => value)),
        RawColumnData<ushort> column => Spread(file, group, field, column, Converted(column.Values, value => value)),
        RawColumnData<byte> column => Spread(file, group, field, column, Converted(column.Values, value => value)),
        RawColumnData<bool> column => Spread(file, group, field, column, Converted(column.Values, value => value ? 1 : 0)),
        _ => throw file.Refused($"column {field.Name} does not hold numbers"),
    });

    private static double[] Converted<T>(Span<T> values, Func<T, double> convert)
    {
        var numbers = new double[values.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = convert(values[i]);
        return numbers;
    }

    /// <summary>One number a row: the file keeps those that are there, and a level for each row that says whether it is.</summary>
    private static double[] Spread(ParquetContainer file, int group, DataField field, RawColumnData column, ReadOnlySpan<double> values)
    {
        var numbers = new double[file.GroupRows[group]];
        var levels = field.MaxDefinitionLevel > 0 ? column.DefinitionLevels : [];
        var next = 0;
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = levels.IsEmpty || levels[row] == field.MaxDefinitionLevel ? values[next++] : double.NaN;
        return numbers;
    }
}
