namespace Concord;

/// <summary>
/// One change of the catalogue: all of it or nothing. Disposing without <see cref="Commit"/> takes it back. Numbers are handed out from
/// here, so that those of a change that was taken back are free again.
/// </summary>
internal sealed class CatalogTransaction : IDisposable
{
    private CollectionRow _collection;
    private bool _open;

    internal CatalogTransaction(CatalogConnection catalog)
    {
        Catalog = catalog;
        catalog.Execute("BEGIN IMMEDIATE");
        _open = true;
        _collection = CollectionRow.Read(catalog);
    }

    internal CatalogConnection Catalog { get; }

    internal CollectionRow Collection => _collection;

    /// <summary>An id for anything but a tile.</summary>
    internal long NewId()
    {
        _collection = _collection with { NextId = _collection.NextId + 1 };
        return _collection.NextId - 1;
    }

    internal long NewTile()
    {
        _collection = _collection with { NextTile = _collection.NextTile + 1 };
        return _collection.NextTile - 1;
    }

    internal SpaceRow Space(long number)
    {
        var rows = Catalog.Read(CatalogSchema.Spaces, "WHERE number = $1", number);
        return rows.Count == 1 ? SpaceRow.From(rows[0]) : throw new ConcordNotFoundException("The space is not in this collection.");
    }

    /// <summary>Writes the space with its version raised, which is how readers learn that its rows changed.</summary>
    internal void Change(SpaceRow space) => (space with { Version = space.Version + 1 }).Put(Catalog);

    internal void MarkDeleting() => _collection = _collection with { State = CollectionRow.Deleting };

    /// <summary>Notes who-did-what for later: the operation and how much, never names of patients or slides.</summary>
    internal void Note(string operation, long count) => _collection = _collection with
    {
        AuditHead = AuditChain.Append(Catalog, _collection.AuditHead, operation, count),
    };

    internal void Commit()
    {
        (_collection with { Version = _collection.Version + 1 }).Put(Catalog);
        Catalog.Execute("COMMIT");
        _open = false;
    }

    public void Dispose()
    {
        if (!_open) return;
        _open = false;
        try
        {
            Catalog.Execute("ROLLBACK");
        }
        catch (ConcordException)
        {
            // SQLite has taken back the transaction itself when the disk failed; the first error is the one that matters.
        }
    }
}
