using System.Diagnostics.CodeAnalysis;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Concord.Indexing;

/// <summary>
/// An open Parquet file: its columns, one row group at a time, since a group can only be read as a whole. Whatever the library throws for a damaged file becomes a
/// <see cref="FeatureFileException"/>.
/// </summary>
internal sealed class ParquetContainer : IDisposable
{
    private readonly FileStream _stream;
    private readonly ParquetReader _reader;

    internal ParquetContainer(string path)
    {
        Path = path;
        _stream = Reading(() => new FileStream(path, FileMode.Open, FileAccess.Read), "it cannot be read");
        try
        {
            // Text columns come as texts also where old writers left the mark out that says so.
            _reader = Reading(() => ParquetReader.CreateAsync(_stream, new ParquetOptions { TreatByteArrayAsString = true }).GetAwaiter().GetResult(), "it is no Parquet file, or damaged");
            Fields = Reading(() => _reader.Schema.GetDataFields(), "its columns cannot be read");
            GroupRows = Reading(RowsOfGroups, "its row groups cannot be read");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal string Path { get; }

    /// <summary>The columns that hold values, those inside lists too.</summary>
    internal DataField[] Fields { get; }

    /// <summary>Rows of each row group.</summary>
    internal int[] GroupRows { get; }

    internal int Rows => GroupRows.Sum();

    /// <summary>A text that the writer left beside the columns, or null.</summary>
    internal string? Note(string key) => _reader.CustomMetadata?.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;

    /// <summary>Values of a column in a row group, as it claims.</summary>
    internal long Claimed(int group, DataField field) => Reading(() =>
    {
        using var rows = _reader.OpenRowGroupReader(group);
        return rows.GetMetadata(field)?.MetaData?.NumValues ?? 0;
    }, $"the size of column {field.Name} cannot be read");

    /// <summary>Runs `use` on the values of a column in a row group.</summary>
    internal T Read<T>(int group, DataField field, Func<RawColumnData, T> use) => Reading(() =>
    {
        RequireReadable(group, [field]);
        using var rows = _reader.OpenRowGroupReader(group);
        using var values = rows.ReadRawColumnDataBaseAsync(field).AsTask().GetAwaiter().GetResult();
        return use(values);
    }, $"column {field.Path} cannot be read");

    /// <summary>A column of texts of a row group; null where it has none.</summary>
    internal string?[] ReadTexts(int group, DataField field) => Reading(() =>
    {
        RequireReadable(group, [field]);
        var texts = new string?[GroupRows[group]];
        using var rows = _reader.OpenRowGroupReader(group);
        rows.ReadAsync(field, texts.AsMemory()).AsTask().GetAwaiter().GetResult();
        return texts;
    }, $"column {field.Path} cannot be read");

    /// <summary>Refuses columns of a row group that are too large to be read together.</summary>
    internal void RequireReadable(int group, IReadOnlyList<DataField> fields)
    {
        var values = fields.Sum(field => Math.Max(0, Claimed(group, field)));
        if (values > FeatureLimits.MostAtOnce) throw Refused(
            $"row group {group} has {values} values in {fields[0].Path.FirstPart}; at most {FeatureLimits.MostAtOnce} are read at once: write the file with smaller row groups, for example to_parquet(…, row_group_size=16384)");
    }

    [SuppressMessage("Design", "CA1031", Justification = "The library throws exceptions of many kinds for damaged files, and asks for as much memory as they claim; each is the file's fault.")]
    internal T Reading<T>(Func<T> read, string failure)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not FeatureFileException)
        {
            throw Refused($"{failure} ({e.Message.Split('\n')[0]})", e);
        }
    }

    internal FeatureFileException Refused(string reason, Exception? inner = null) => new(Path, reason, inner);

    [SuppressMessage("Design", "CA1031", Justification = "A reader that cannot be closed has nothing left to lose.")]
    public void Dispose()
    {
        _reader?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private int[] RowsOfGroups()
    {
        var rows = _reader.Metadata?.RowGroups.Select(group => group.NumRows).ToArray() ?? [];
        if (Array.Exists(rows, count => count is < 0 or > FeatureLimits.MostRows) || rows.Sum() > FeatureLimits.MostRows)
            throw Refused($"it claims {rows.Aggregate((Int128)0, (all, count) => all + count)} rows; at most {FeatureLimits.MostRows} are read");
        return Array.ConvertAll(rows, count => (int)count);
    }
}
