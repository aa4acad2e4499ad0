using Concord.Interop;

namespace Concord;

/// <summary>Deletes a collection so that a deletion cut off anywhere can be finished: mark it, remove the vectors, then the catalogue, then the folder.</summary>
internal static class CollectionDeath
{
    internal static void Delete(CollectionFolder folder)
    {
        if (!Directory.Exists(folder.Path)) throw new ConcordNotFoundException($"There is no collection at {folder.Path}.");
        if (!folder.HoldsCatalog() && !folder.IsRestOfDeleted())
            throw new ConcordArgumentException($"{folder.Path} is not a Concord collection; nothing was deleted.");
        using (WriterLock.Take(folder))
        {
            MarkIfReadable(folder);
            if (Directory.Exists(folder.Spaces)) Directory.Delete(folder.Spaces, recursive: true);
            Files.SyncDirectory(folder.Path);
            foreach (var file in (string[])[folder.Calibrations, folder.Catalog + "-wal", folder.Catalog + "-shm", folder.Catalog]) File.Delete(file);
            Files.SyncDirectory(folder.Path);
            RequireNothingElse(folder);
            File.Delete(folder.Lock);
            Directory.Delete(folder.Path);
        }
        Files.SyncDirectory(folder.Parent);
    }

    private static void MarkIfReadable(CollectionFolder folder)
    {
        try
        {
            if (folder.HoldsCatalog()) Mark(folder);
        }
        catch (ConcordCorruptException)
        {
            // A damaged collection must be deletable too.
        }
    }

    private static void Mark(CollectionFolder folder)
    {
        using var catalog = CatalogConnection.OpenWriter(folder.Catalog);
        if (catalog.Number("PRAGMA user_version") > CatalogSchema.Version) return;
        using var change = new CatalogTransaction(catalog);
        change.MarkDeleting();
        change.Commit();
    }

    private static void RequireNothingElse(CollectionFolder folder)
    {
        var others = Directory.EnumerateFileSystemEntries(folder.Path).Where(e => e != folder.Lock).Select(Path.GetFileName).ToArray();
        if (others.Length > 0)
            throw new ConcordArgumentException(
                $"The collection was deleted, but {folder.Path} stays: it holds files that are not Concord's ({string.Join(", ", others.Take(5))}).");
    }
}
