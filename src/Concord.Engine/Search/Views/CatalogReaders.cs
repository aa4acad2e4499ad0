using System.Collections.Concurrent;

namespace Concord;

/// <summary>Reading connections to a catalogue, one for each reader at work at the same time.</summary>
internal sealed class CatalogReaders(CollectionFolder folder) : IDisposable
{
    private readonly ConcurrentBag<CatalogConnection> _idle = [];
    private long _labelsCheckedAt = -1;
    private bool _closed;

    internal ReadTransaction Begin()
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(Collection));
        return new ReadTransaction(this, _idle.TryTake(out var catalog) ? catalog : Open());
    }

    internal void GiveBack(CatalogConnection catalog)
    {
        if (_closed) catalog.Dispose();
        else _idle.Add(catalog);
    }

    /// <summary>Checks once for each state what conditions are answered from: a damaged label could hide a tile without a trace.</summary>
    internal void CheckLabels(ReadTransaction read)
    {
        if (Interlocked.Read(ref _labelsCheckedAt) == read.Version) return;
        foreach (var table in (CatalogTable[])[CatalogSchema.Patients, CatalogSchema.Cases, CatalogSchema.Slides, CatalogSchema.Labels])
            read.Catalog.ForEach($"SELECT {table.Select("t")} FROM {table.Name} t", row => table.Check(row));
        Interlocked.Exchange(ref _labelsCheckedAt, read.Version);
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var catalog)) catalog.Dispose();
    }

    private CatalogConnection Open()
    {
        CatalogConnection? catalog = null;
        try
        {
            catalog = CatalogConnection.OpenReader(folder.Catalog);
            CatalogVersion.Require(catalog);
            return catalog;
        }
        catch (ConcordIoException)
        {
            catalog?.Dispose();
            if (CannotWriteBeside()) return OpenImmutable();
            throw;
        }
        catch
        {
            catalog?.Dispose();
            throw;
        }
    }

    /// <summary>A reader beside a writer needs SQLite's shared-memory file. In a folder that cannot be written there is none, nor a writer.</summary>
    private CatalogConnection OpenImmutable()
    {
        var log = new FileInfo(folder.Catalog + "-wal");
        if (log is { Exists: true, Length: > 0 }) throw new ConcordIoException(ConcordErrorCode.IoError,
            $"The collection {folder.Path} cannot be written here and its last changes are still in catalog.db-wal. Open it once where it can be written, then again.");
        var catalog = CatalogConnection.OpenImmutable(folder.Catalog);
        CatalogVersion.Require(catalog);
        return catalog;
    }

    private bool CannotWriteBeside()
    {
        var probe = Path.Combine(folder.Path, $".probe.tmp-{Guid.NewGuid():N}");
        try
        {
            using var file = new FileStream(probe, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
