using Concord.Interop;

namespace Concord;

/// <summary>
/// The one writer of a collection: the lock, the writing connection, and the segments being appended to. Changes run one after the other.
/// After a failure to reach the disk it refuses further changes until the collection is opened again: what the kernel holds then is unknown.
/// </summary>
internal sealed class CollectionWriter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LockHandle _lock;
    private readonly Dictionary<long, SegmentTail> _tails = [];
    private Exception? _poison;

    private CollectionWriter(CollectionFolder folder, LockHandle held, CatalogConnection catalog, Guid id) =>
        (Folder, _lock, Catalog, Id) = (folder, held, catalog, id);

    internal CollectionFolder Folder { get; }

    internal CatalogConnection Catalog { get; }

    internal Guid Id { get; }

    /// <summary>Takes the lock, checks the catalogue's version, and brings the files back to the last commit.</summary>
    internal static CollectionWriter Open(CollectionFolder folder)
    {
        var held = WriterLock.Take(folder);
        CatalogConnection? catalog = null;
        CollectionWriter? writer = null;
        try
        {
            CatalogVersion.Require(folder, new FileInfo(folder.Catalog));
            catalog = CatalogConnection.OpenWriter(folder.Catalog);
            var row = CatalogVersion.Require(catalog);
            writer = new CollectionWriter(folder, held, catalog, row.Id);
            Recovery.RemoveUnknown(folder, catalog);
            foreach (var space in catalog.Read(CatalogSchema.Spaces).Select(r => SpaceRow.From(r).ToSpace())) writer.Tail(space);
            return writer;
        }
        catch
        {
            writer?.Dispose();
            catalog?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Runs `work` alone, in one transaction that is committed when it returns.</summary>
    internal T Change<T>(Func<CatalogTransaction, T> work)
    {
        lock (_gate)
        {
            ThrowIfPoisoned();
            try
            {
                using var change = new CatalogTransaction(Catalog);
                var result = work(change);
                Critical(change.Commit);
                return result;
            }
            catch when (_poison is null)
            {
                Critical(TakeBack);
                throw;
            }
        }
    }

    /// <summary>Runs `work` alone, without a transaction.</summary>
    internal T Alone<T>(Func<T> work)
    {
        lock (_gate)
        {
            ThrowIfPoisoned();
            return work();
        }
    }

    /// <summary>
    /// Puts rows behind the last of the space; `places` says which tiles they hold. A tile whose row is replaced loses its rows in the spaces derived
    /// from this one: they were made of the vector that goes. Part of a change.
    /// </summary>
    internal void AppendRows(CatalogTransaction change, Space space, byte[] rows, IReadOnlyList<TilePlace> places)
    {
        var row = change.Space(space.Number);
        var runs = new RunEdits(change.Catalog, space.Number);
        var replaced = places.Where(place => place.Known && runs.Remove(place.Tile)).ToList();
        Critical(() => Tail(space).Append(change, row.NextRow, rows, places.Count));
        runs.Add(row.NextRow, places);
        change.Change(row with { NextRow = row.NextRow + places.Count, LiveRows = row.LiveRows + places.Count - replaced.Count });
        if (replaced.Count > 0) DerivedRows.Remove(change, space, replaced);
    }

    /// <summary>Ends the space's segment: rows that come later go into another.</summary>
    internal void Seal(Space space) => Tail(space).Seal();

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var tail in _tails.Values) tail.Dispose();
            Catalog.Dispose();
            _lock.Dispose();
        }
    }

    private SegmentTail Tail(Space space)
    {
        if (_tails.TryGetValue(space.Number, out var tail)) return tail;
        tail = new SegmentTail(Folder, Id, space);
        tail.Recover(Catalog);
        _tails.Add(space.Number, tail);
        return tail;
    }

    /// <summary>Rows of a change that did not come to its end leave the segments again.</summary>
    private void TakeBack()
    {
        foreach (var tail in _tails.Values) tail.TakeBack(Catalog);
    }

    private void Critical(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error)
        {
            _poison = error;
            throw;
        }
    }

    private void ThrowIfPoisoned()
    {
        if (_poison is not null) throw new ConcordIoException(ConcordErrorCode.Poisoned,
            $"The collection {Folder.Path} takes no more changes since one failed ({_poison.Message}). Open it again: it goes on from the last commit.", _poison);
    }
}
