using Concord.Interop;

namespace Concord;

/// <summary>Makes a collection's folder, whole or not at all: built beside its place under another name, then renamed.</summary>
internal static class CollectionBirth
{
    private const string Building = ".concord-building";

    internal static void Create(CollectionFolder folder, CollectionOptions options)
    {
        if (folder.IsRestOfDeleted())
            throw new ConcordAlreadyExistsException($"The collection {folder.Path} was being deleted; delete it again to finish, then create.");
        if (Directory.Exists(folder.Path) || File.Exists(folder.Path)) throw new ConcordAlreadyExistsException($"{folder.Path} exists already.");
        ConcordHome.Make(folder.Parent);
        RemoveLeftovers(folder);
        var draft = new CollectionFolder(Path.Combine(folder.Parent, $".{Path.GetFileName(folder.Path)}.{Guid.NewGuid():N}{Building}"));
        try
        {
            Fill(draft, options);
            Move(draft, folder);
        }
        catch
        {
            if (Directory.Exists(draft.Path)) Directory.Delete(draft.Path, recursive: true);
            throw;
        }
    }

    private static void Fill(CollectionFolder draft, CollectionOptions options)
    {
        CollectionFolder.CreatePrivate(draft.Path);
        CollectionFolder.CreatePrivate(draft.Spaces);
        using var held = WriterLock.Take(draft);
        using (var file = new FileStream(draft.Catalog, NewPrivateFile())) { }
        using (var catalog = CatalogConnection.OpenWriter(draft.Catalog))
        {
            catalog.Execute($"PRAGMA application_id = {CatalogSchema.ApplicationId}; PRAGMA user_version = {CatalogSchema.Version}");
            catalog.Execute("BEGIN IMMEDIATE; " + CatalogSchema.Create + " COMMIT;");
            var head = AuditChain.Append(catalog, "", "create", 0);
            new CollectionRow(Guid.NewGuid(), CollectionRow.Open, options.ModelId, 1, 1, 1, head).Put(catalog);
            if (options.Space is not null) SpaceBirth.Add(catalog, draft, options.SpaceName, options.Space, options.Stored);
            catalog.Rows("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        Files.SyncDirectory(draft.Spaces);
        Files.SyncDirectory(draft.Path);
    }

    private static void Move(CollectionFolder draft, CollectionFolder folder)
    {
        try
        {
            Directory.Move(draft.Path, folder.Path);
        }
        catch (IOException error) when (Directory.Exists(folder.Path) || File.Exists(folder.Path))
        {
            throw new ConcordAlreadyExistsException($"{folder.Path} exists already.", error);
        }
        Files.SyncDirectory(folder.Parent);
    }

    /// <summary>Removes drafts of this collection that nobody holds any more.</summary>
    private static void RemoveLeftovers(CollectionFolder folder)
    {
        foreach (var path in Directory.EnumerateDirectories(folder.Parent, $".{Path.GetFileName(folder.Path)}.*{Building}"))
        {
            try
            {
                using (WriterLock.Take(new CollectionFolder(path))) { }
                Directory.Delete(path, recursive: true);
            }
            catch (ConcordLockedException)
            {
                // Somebody is creating the same collection at this moment; one of the two will be told that it exists.
            }
        }
    }

    internal static FileStreamOptions NewPrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
