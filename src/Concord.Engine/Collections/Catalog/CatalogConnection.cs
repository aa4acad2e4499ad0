using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Concord;

/// <summary>One connection to catalog.db with its prepared statements. Used by one thread at a time.</summary>
internal sealed class CatalogConnection : IDisposable
{
    private const int DefensiveMode = 1010;

    /// <summary>Conditions of searches are statements too, so their number has no bound of its own.</summary>
    private const int MostPrepared = 100;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    private CatalogConnection(SqliteConnection connection, string path) => (_connection, Path) = (connection, path);

    internal string Path { get; }

    /// <summary>Opens for writing; the file exists.</summary>
    internal static CatalogConnection OpenWriter(string path) => Open(path, path, SqliteOpenMode.ReadWrite, """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;
        """);

    /// <summary>Opens for reading beside a writer.</summary>
    internal static CatalogConnection OpenReader(string path) => Open(path, path, SqliteOpenMode.ReadOnly, "PRAGMA query_only = ON;");

    /// <summary>Opens for reading where nothing can be written, not even SQLite's shared-memory file: no writer may be at work.</summary>
    internal static CatalogConnection OpenImmutable(string path) =>
        Open(new Uri(path).AbsoluteUri + "?immutable=1", path, SqliteOpenMode.ReadOnly, "PRAGMA query_only = ON;");

    private static CatalogConnection Open(string source, string path, SqliteOpenMode mode, string pragmas)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString();
        var catalog = new CatalogConnection(new SqliteConnection(text), path);
        try
        {
            catalog._connection.Open();
            _ = raw.sqlite3_db_config(catalog._connection.Handle, DefensiveMode, 1, out _);
            catalog.Execute($"PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; {pragmas}");
            return catalog;
        }
        catch (SqliteException error)
        {
            catalog.Dispose();
            throw CatalogErrors.Translate(error, path);
        }
        catch
        {
            catalog.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement; $1, $2 … are `values`. Returns the rows changed.</summary>
    internal int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            return Prepare(sql, values).ExecuteNonQuery();
        }
        catch (SqliteException error)
        {
            throw CatalogErrors.Translate(error, Path);
        }
    }

    /// <summary>Writes one row of `table`, with its checksum.</summary>
    internal void Put(CatalogTable table, params ReadOnlySpan<object?> values)
    {
        var row = new object?[values.Length + 1];
        for (var i = 0; i < values.Length; i++) row[i] = values[i] is int small ? (long)small : values[i];
        row[^1] = RowSum.Of(table.Name, row.AsSpan(0, values.Length));
        Execute(table.Put, row);
    }

    /// <summary>Hands every row to `take`, in one reused array. Not to be nested with the same statement.</summary>
    internal void ForEach(string sql, Action<object?[]> take, params ReadOnlySpan<object?> values)
    {
        try
        {
            using var reader = Prepare(sql, values).ExecuteReader();
            var row = new object?[reader.FieldCount];
            while (reader.Read())
            {
                for (var i = 0; i < row.Length; i++) row[i] = reader.GetValue(i) is var value and not DBNull ? value : null;
                take(row);
            }
        }
        catch (SqliteException error)
        {
            throw CatalogErrors.Translate(error, Path);
        }
    }

    /// <summary>Rows of `table` that meet `where` (the text behind FROM table), checked against their checksums.</summary>
    internal List<object?[]> Read(CatalogTable table, string where = "", params ReadOnlySpan<object?> values)
    {
        var rows = new List<object?[]>();
        ForEach($"SELECT {table.Select("t")} FROM {table.Name} t {where}", row =>
        {
            table.Check(row);
            rows.Add((object?[])row.Clone());
        }, values);
        return rows;
    }

    internal List<object?[]> Rows(string sql, params ReadOnlySpan<object?> values)
    {
        var rows = new List<object?[]>();
        ForEach(sql, row => rows.Add((object?[])row.Clone()), values);
        return rows;
    }

    /// <summary>The first column of the first row as a number; 0 when there is none.</summary>
    internal long Number(string sql, params ReadOnlySpan<object?> values)
    {
        var rows = Rows(sql, values);
        return rows.Count > 0 && rows[0][0] is long number ? number : 0;
    }

    public void Dispose()
    {
        Forget();
        _connection.Dispose();
    }

    private void Forget()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            if (_prepared.Count >= MostPrepared) Forget();
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter($"${i + 1}", null));
            _prepared.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
