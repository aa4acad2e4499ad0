namespace Concord;

/// <summary>Removes what the catalogue does not name: files of commits that never happened, of compactions cut off, of temporary names.</summary>
internal static class Recovery
{
    /// <summary>Only the holder of the lock may call this. Returns how many entries were removed.</summary>
    internal static int RemoveUnknown(CollectionFolder folder, CatalogConnection catalog)
    {
        var known = KnownFiles(folder, catalog);
        var removed = 0;
        foreach (var entry in Unknown(folder, known))
        {
            if (entry is DirectoryInfo directory && directory.LinkTarget is null) directory.Delete(recursive: true);
            else entry.Delete();
            removed++;
        }
        return removed;
    }

    /// <summary>Entries below "spaces" that the catalogue does not name, and temporary files beside it.</summary>
    internal static IEnumerable<FileSystemInfo> Unknown(CollectionFolder folder, IReadOnlySet<string> known)
    {
        foreach (var file in new DirectoryInfo(folder.Path).EnumerateFiles("*.tmp-*")) yield return file;
        if (!Directory.Exists(folder.Spaces)) yield break;
        foreach (var entry in Below(new DirectoryInfo(folder.Spaces), known)) yield return entry;
    }

    internal static HashSet<string> KnownFiles(CollectionFolder folder, CatalogConnection catalog)
    {
        var spaces = catalog.Read(CatalogSchema.Spaces).Select(SpaceRow.From).ToDictionary(s => s.Number, s => s.Key);
        var known = new HashSet<string>();
        foreach (var key in spaces.Values) known.UnionWith([folder.SpaceFolder(key), folder.TailFolder(key)]);
        foreach (var segment in catalog.Read(CatalogSchema.Segments).Select(SegmentRow.From))
            known.Add(folder.Segment(spaces[segment.Space], segment.File));
        foreach (var generation in catalog.Read(CatalogSchema.Generations).Select(GenerationRow.From))
            if (generation.File is not null) known.Add(folder.Generation(spaces[generation.Space], generation.File));
        return known;
    }

    private static IEnumerable<FileSystemInfo> Below(DirectoryInfo directory, IReadOnlySet<string> known)
    {
        foreach (var entry in directory.GetFileSystemInfos())
        {
            if (!known.Contains(entry.FullName)) yield return entry;
            else if (entry is DirectoryInfo inner && inner.LinkTarget is null)
                foreach (var deeper in Below(inner, known)) yield return deeper;
        }
    }
}
