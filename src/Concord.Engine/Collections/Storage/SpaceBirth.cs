using Concord.Interop;

namespace Concord;

/// <summary>Adds a space to a catalogue: its folders first, durably, then its row.</summary>
internal static class SpaceBirth
{
    internal static Space Add(CatalogConnection catalog, CollectionFolder folder, string name, SpaceIdentity identity, ElementType stored)
    {
        Check(catalog, name, identity, stored);
        var key = identity.Id;
        CollectionFolder.CreatePrivate(folder.SpaceFolder(key));
        CollectionFolder.CreatePrivate(folder.TailFolder(key));
        Files.SyncDirectory(folder.SpaceFolder(key));
        Files.SyncDirectory(folder.Spaces);
        using var change = new CatalogTransaction(catalog);
        var row = new SpaceRow(change.NewId(), key, name, identity.Canonical, stored, 0, 0, 1);
        row.Put(catalog);
        change.Note("add space", 1);
        change.Commit();
        return row.ToSpace();
    }

    private static void Check(CatalogConnection catalog, string name, SpaceIdentity identity, ElementType stored)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new ConcordArgumentException("A space needs a name.");
        if (identity.Dimension is < 1 or > 65_536)
            throw new ConcordArgumentException($"A space has 1 to 65,536 dimensions, not {identity.Dimension}.");
        if (!Enum.IsDefined(stored)) throw new ConcordArgumentException($"Element type {(int)stored} is unknown.");
        foreach (var row in catalog.Read(CatalogSchema.Spaces).Select(SpaceRow.From))
        {
            if (row.Key == identity.Id) throw new ConcordAlreadyExistsException($"The collection holds this space already, as '{row.Name}'.");
            if (row.Name != name) continue;
            var differences = SpaceIdentity.Parse(row.Identity).DifferencesFrom(identity);
            throw new ConcordAlreadyExistsException($"A space named '{name}' exists and is another: {string.Join("; ", differences)}.");
        }
    }
}
