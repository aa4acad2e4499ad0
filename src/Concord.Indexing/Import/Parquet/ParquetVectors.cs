using System.Globalization;
using Parquet.Data;
using Parquet.Schema;

namespace Concord.Indexing;

/// <summary>
/// The vectors of a Parquet file: one column of lists of float32 or float64 that are all of one length, or a column for each dimension (f0, f1 … or 0, 1 …). Holds the row group read last.
/// </summary>
internal sealed class ParquetVectors
{
    /// <summary>Names that a column of vectors goes by where there is more than one of lists.</summary>
    private static readonly string[] Names = ["features", "feature", "embedding", "embeddings", "vector"];

    private readonly ParquetContainer _file;
    private float[] _held = [];
    private int _heldGroup = -1;

    internal ParquetVectors(ParquetContainer file)
    {
        _file = file;
        var lists = file.Fields.Where(field => field.MaxRepetitionLevel == 1 && IsFloat(field)).ToArray();
        Fields = lists.Length > 0 ? [TheOne(lists)] : Numbered();
        Dimension = lists.Length > 0 ? LengthOfLists() : Fields.Count;
    }

    internal IReadOnlyList<DataField> Fields { get; }

    internal int Dimension { get; }

    private bool IsList => Fields[0].MaxRepetitionLevel == 1;

    /// <summary>Rows first … first + count − 1 of the whole file.</summary>
    internal float[] Read(int first, int count)
    {
        var vectors = new float[count * Dimension];
        var begin = 0;
        for (var group = 0; group < _file.GroupRows.Length; begin += _file.GroupRows[group++])
        {
            var (from, to) = (Math.Max(first, begin), Math.Min(first + count, begin + _file.GroupRows[group]));
            if (from >= to) continue;
            Hold(group);
            _held.AsSpan((from - begin) * Dimension, (to - from) * Dimension).CopyTo(vectors.AsSpan((from - first) * Dimension));
        }

        return vectors;
    }

    private void Hold(int group)
    {
        if (_heldGroup == group) return;
        (_held, _heldGroup) = ([], -1);
        _file.RequireReadable(group, Fields);
        _held = IsList ? Lists(group) : Columns(group);
        _heldGroup = group;
    }

    private float[] Lists(int group) => _file.Read(group, Fields[0], column =>
    {
        var vectors = Floats(column);
        var repetitions = column.RepetitionLevels;
        var levels = Fields[0].MaxDefinitionLevel > 0 ? column.DefinitionLevels : [];
        for (var i = 0; i < repetitions.Length; i++)
        {
            var row = i / Dimension;
            if (repetitions[i] == 0 != (i % Dimension == 0)) throw _file.Refused($"the vector of tile {Before(group) + row} does not have {Dimension} elements as the first has");
            if (!levels.IsEmpty && levels[i] != Fields[0].MaxDefinitionLevel) throw _file.Refused($"the vector of tile {Before(group) + row} is missing, or an element of it");
        }

        return vectors.Length == (long)_file.GroupRows[group] * Dimension && repetitions.Length == vectors.Length ? vectors
            : throw _file.Refused($"row group {group} holds {vectors.Length} elements for {_file.GroupRows[group]} vectors of {Dimension}");
    });

    private float[] Columns(int group)
    {
        var vectors = new float[_file.GroupRows[group] * Dimension];
        for (var d = 0; d < Dimension; d++)
        {
            var values = _file.Read(group, Fields[d], Floats);
            if (values.Length != _file.GroupRows[group]) throw _file.Refused($"column {Fields[d].Name} has {values.Length} values for {_file.GroupRows[group]} tiles; an element of a vector is missing");
            for (var row = 0; row < values.Length; row++) vectors[(row * Dimension) + d] = values[row];
        }

        return vectors;
    }

    private float[] Floats(RawColumnData column) => column switch
    {
        RawColumnData<float> single => single.Values.ToArray(),
        RawColumnData<double> wide => Array.ConvertAll(wide.Values.ToArray(), value => (float)value),
        _ => throw _file.Refused($"column {Fields[0].Name} holds no float32 or float64 elements"),
    };

    private int Before(int group) => _file.GroupRows.Take(group).Sum();

    private DataField TheOne(DataField[] lists)
    {
        if (lists.Length == 1) return lists[0];
        var named = lists.Where(field => Names.Contains(field.Path.FirstPart, StringComparer.OrdinalIgnoreCase)).ToArray();
        return named.Length == 1 ? named[0] : throw _file.Refused(
            $"it has {lists.Length} columns of lists ({string.Join(", ", lists.Select(field => field.Path.FirstPart))}); name the one that holds the vectors \"features\"");
    }

    /// <summary>The columns of the longest series of numbered names, in order of the numbers.</summary>
    private List<DataField> Numbered()
    {
        var series = _file.Fields.Where(field => field.Path.Length == 1 && IsFloat(field))
            .Select(field => (Field: field, Prefix: field.Name.TrimEnd([.. "0123456789"])))
            .Where(column => int.TryParse(column.Field.Name.AsSpan(column.Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .GroupBy(column => column.Prefix, column => column.Field)
            .MaxBy(group => group.Count())?
            .Select(field => (Field: field, Number: int.Parse(field.Name.AsSpan(field.Name.TrimEnd([.. "0123456789"]).Length), CultureInfo.InvariantCulture)))
            .OrderBy(column => column.Number).ToList();
        if (series is not { Count: > 1 }) throw _file.Refused("it has no vectors: a column of lists of floats is needed, or a column for each dimension (f0, f1, …)");
        for (var i = 0; i < series.Count; i++)
            if (series[i].Number != series[0].Number + i || series[0].Number > 1) throw _file.Refused($"its columns of dimensions are not numbered without a gap from 0 or 1: {series[i].Field.Name} stands in place {i}");
        return [.. series.Select(column => column.Field)];
    }

    private int LengthOfLists()
    {
        var group = Array.FindIndex(_file.GroupRows, rows => rows > 0);
        if (group < 0) throw _file.Refused("it has no tiles");
        var (values, rows) = (_file.Claimed(group, Fields[0]), _file.GroupRows[group]);
        FeatureLimits.Check(_file.Path, "it", (ulong)_file.Rows, (ulong)Math.Max(0, values / rows));
        return (int)(values / rows);
    }

    private static bool IsFloat(DataField field) => field.ClrType == typeof(float) || field.ClrType == typeof(double);
}
