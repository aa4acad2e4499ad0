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
    private readonly float[] _held;
    private int _heldGroup = -1;

    internal ParquetVectors(ParquetContainer file)
    {
        _file = file;
        var lists = file.Fields.Where(field => field.MaxRepetitionLevel == 1 && IsFloat(field)).ToArray();
        Fields = lists.Length > 0 ? [TheOne(lists)] : Numbered();
        Dimension = lists.Length > 0 ? LengthOfLists() : Fields.Count;
        FeatureLimits.Check(file.Path, "it", (ulong)file.Rows, (ulong)Dimension);
        RequireSmallGroups();
        _held = new float[file.GroupRows.DefaultIfEmpty().Max() * Dimension];
    }

    internal IReadOnlyList<DataField> Fields { get; }

    internal int Dimension { get; }

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
        _heldGroup = -1;
        if (Fields[0].MaxRepetitionLevel == 1) HoldLists(group);
        else HoldColumns(group);
        _heldGroup = group;
    }

    private void HoldLists(int group) => _file.Read(group, Fields[0], column =>
    {
        var repetitions = column.RepetitionLevels;
        var levels = Fields[0].MaxDefinitionLevel > 0 ? column.DefinitionLevels : [];
        for (var i = 0; i < repetitions.Length; i++)
        {
            var row = i / Dimension;
            if (repetitions[i] == 0 != (i % Dimension == 0)) throw _file.Refused($"the vector of tile {Before(group) + row} does not have {Dimension} elements as the first has");
            if (!levels.IsEmpty && levels[i] != Fields[0].MaxDefinitionLevel) throw _file.Refused($"the vector of tile {Before(group) + row} is missing, or an element of it");
        }

        if (repetitions.Length != _file.GroupRows[group] * Dimension) throw _file.Refused($"row group {group} holds {repetitions.Length} elements for {_file.GroupRows[group]} vectors of {Dimension}");
        return Take(column, repetitions.Length, to: 0, step: 1);
    });

    private void HoldColumns(int group)
    {
        for (var d = 0; d < Dimension; d++)
        {
            var first = d;
            _file.Read(group, Fields[d], column => Take(column, _file.GroupRows[group], first, Dimension));
        }
    }

    /// <summary>Puts the values of a column into every `step`-th element held, from `to` on; refuses another number of them than `count`.</summary>
    private bool Take(RawColumnData column, int count, int to, int step)
    {
        ReadOnlySpan<float> single = column is RawColumnData<float> floats ? floats.Values : [];
        ReadOnlySpan<double> wide = column is RawColumnData<double> doubles ? doubles.Values : [];
        if (single.Length + wide.Length != count) throw _file.Refused($"column {Fields[step == 1 ? 0 : to].Path.FirstPart} has {single.Length + wide.Length} values where {count} are needed; an element of a vector is missing");
        if (step == 1 && !single.IsEmpty) single.CopyTo(_held);
        else for (var i = 0; i < count; i++) _held[to + (i * step)] = wide.IsEmpty ? single[i] : (float)wide[i];
        return true;
    }

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
        if (values % rows != 0) throw _file.Refused($"the {values} elements of {Fields[0].Path.FirstPart} in row group {group} do not make {rows} vectors of one length: one is missing, or has another length");
        return (int)Math.Clamp(values / rows, 0, int.MaxValue);
    }

    private void RequireSmallGroups()
    {
        var large = Array.FindIndex(_file.GroupRows, rows => (long)rows * Dimension > FeatureLimits.MostAtOnce);
        if (large >= 0) throw _file.Refused(
            $"row group {large} has {_file.GroupRows[large]} vectors of {Dimension} elements, which is too much to read at once: write the file with smaller row groups, for example to_parquet(…, row_group_size={FeatureLimits.MostAtOnce / 4 / Dimension})");
    }

    private static bool IsFloat(DataField field) => field.ClrType == typeof(float) || field.ClrType == typeof(double);
}
