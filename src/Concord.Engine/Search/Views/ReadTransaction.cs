namespace Concord;

/// <summary>One state of the catalogue, whatever a writer does meanwhile. Gives its connection back when disposed.</summary>
internal sealed class ReadTransaction : IDisposable
{
    private readonly CatalogReaders _readers;

    internal ReadTransaction(CatalogReaders readers, CatalogConnection catalog)
    {
        (_readers, Catalog) = (readers, catalog);
        catalog.Execute("BEGIN");
        try
        {
            Collection = CollectionRow.Read(catalog);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal CatalogConnection Catalog { get; }

    internal CollectionRow Collection { get; } = null!;

    /// <summary>Raised by every commit.</summary>
    internal long Version => Collection.Version;

    internal SpaceRow Space(Space space)
    {
        var rows = Catalog.Read(CatalogSchema.Spaces, "WHERE number = $1", space.Number);
        return rows.Count == 1 && (string)rows[0][1]! == space.Key ? SpaceRow.From(rows[0])
            : throw new ConcordNotFoundException($"Space '{space.Name}' is not in this collection.");
    }

    internal FilterMatch Match(string where)
    {
        _readers.CheckLabels(this);
        return FilterMatch.Of(where, Catalog);
    }

    public void Dispose()
    {
        try
        {
            Catalog.Execute("ROLLBACK");
            _readers.GiveBack(Catalog);
        }
        catch (ConcordException)
        {
            Catalog.Dispose();
        }
    }
}
