namespace Concord;

/// <summary>
/// A table of the catalogue: its name, how many of its first columns are the key, and its columns, the checksum left out. All writing
/// is putting whole rows, so that no row is ever without a right checksum.
/// </summary>
internal sealed class CatalogTable
{
    internal CatalogTable(string name, int keyColumns, params string[] columns)
    {
        (Name, Columns) = (name, columns);
        var parameters = string.Join(", ", Enumerable.Range(1, columns.Length + 1).Select(i => $"${i}"));
        var changes = string.Join(", ", columns.Skip(keyColumns).Append("sum").Select(c => $"{c} = excluded.{c}"));
        Put = $"INSERT INTO {name}({string.Join(", ", columns)}, sum) VALUES ({parameters}) "
            + $"ON CONFLICT({string.Join(", ", columns.Take(keyColumns))}) DO UPDATE SET {changes}";
    }

    internal string Name { get; }

    internal IReadOnlyList<string> Columns { get; }

    /// <summary>The statement that writes one row, new or not.</summary>
    internal string Put { get; }

    /// <summary>The columns and the checksum, each behind `alias`, for a SELECT.</summary>
    internal string Select(string alias) => string.Join(", ", Columns.Append("sum").Select(c => $"{alias}.{c}"));

    /// <summary>Throws <see cref="ConcordCorruptException"/> unless the values, whose last is the checksum, are as they were written.</summary>
    internal void Check(ReadOnlySpan<object?> valuesAndSum)
    {
        if (!Holds(valuesAndSum)) throw new ConcordCorruptException(
            $"A row of table '{Name}' of the catalogue is damaged: its checksum does not hold. Restore the collection from a copy, or index again.");
    }

    internal bool Holds(ReadOnlySpan<object?> valuesAndSum) =>
        valuesAndSum[^1] is long sum && sum == RowSum.Of(Name, valuesAndSum[..^1]);
}
