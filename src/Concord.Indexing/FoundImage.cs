namespace Concord.Indexing;

/// <summary>An image file and the root it was found under.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Root">The folder given, or the folder of the file given; absolute.</param>
/// <param name="Name">Path relative to the root, with forward slashes.</param>
internal sealed record FoundImage(string Path, string Root, string Name)
{
    /// <param name="paths">Files, taken as they are, and folders.</param>
    /// <param name="added">Readers whose extensions are taken from folders too.</param>
    internal static IReadOnlyList<FoundImage> FindAll(IReadOnlyList<string> paths, ISlideReaderSource? added = null)
    {
        var found = new List<FoundImage>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths) found.AddRange(Find(System.IO.Path.GetFullPath(path), path, added).Where(image => seen.Add(image.Path)));
        return found;
    }

    private static IEnumerable<FoundImage> Find(string absolute, string given, ISlideReaderSource? added)
    {
        if (File.Exists(absolute)) return [new FoundImage(absolute, System.IO.Path.GetDirectoryName(absolute)!, System.IO.Path.GetFileName(absolute))];
        if (!Directory.Exists(absolute)) throw new ConcordNotFoundException($"{given}: there is no such file or folder");
        return FilesBelow(absolute, added).Order(StringComparer.Ordinal).Select(name => new FoundImage(System.IO.Path.Combine(absolute, name), absolute, name));
    }

    /// <summary>Hidden entries are left out, and linked folders are not followed: they may lead round in a circle.</summary>
    private static IEnumerable<string> FilesBelow(string root, ISlideReaderSource? added)
    {
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (entry.Name.StartsWith('.')) continue;
                if (entry is DirectoryInfo { LinkTarget: null }) folders.Push(entry.FullName);
                else if (entry is FileInfo && (SlideFormats.HasExtension(entry.Name) || added?.HasExtension(entry.Extension) == true)) yield return System.IO.Path.GetRelativePath(root, entry.FullName).Replace('\\', '/');
            }
        }
    }
}
