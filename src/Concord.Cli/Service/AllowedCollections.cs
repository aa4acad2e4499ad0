using Concord.Cli.CommandLine;

namespace Concord.Cli.Service;

/// <summary>
/// The collections a server shows: those named when it was started, else all of the user's. They are opened for reading when first asked for and stay
/// open; one that was deleted and made anew is opened again. Thread-safe.
/// </summary>
/// <param name="named">Their names; empty: all.</param>
/// <param name="listing">What lists them, for messages.</param>
/// <param name="accelerator">What they are searched on; null: the CPU alone.</param>
internal sealed class AllowedCollections(IReadOnlyList<string> named, string listing, Accelerator? accelerator = null) : IDisposable
{
    private readonly Dictionary<string, (DateTime Made, Collection Collection)> _open = [];

    /// <summary>Names by which tools speak of them, and where they lie; in order of name.</summary>
    internal IReadOnlyList<(string Name, string Path)> All() => named.Count > 0
        ? [.. named.Select(name => (NameOf(CollectionName.Resolve(name)), CollectionName.Resolve(name))).Distinct().OrderBy(entry => entry.Item1, StringComparer.Ordinal)]
        : Directory.Exists(CollectionName.Folder)
            ? [.. Directory.EnumerateDirectories(CollectionName.Folder, "*.concord").Select(path => (NameOf(path), path)).OrderBy(entry => entry.Item1, StringComparer.Ordinal)]
            : [];

    /// <summary>Throws <see cref="ConcordNotFoundException"/> for a name that is not shown, whether or not there is such a folder.</summary>
    internal Collection Open(string name)
    {
        var path = Find(name);
        var made = File.GetCreationTimeUtc(Path.Combine(path, "catalog.db"));
        lock (_open)
        {
            if (_open.TryGetValue(path, out var known))
            {
                if (known.Made == made) return known.Collection;
                known.Collection.Dispose();
                _open.Remove(path);
            }

            var collection = Collection.Open(path, CollectionAccess.Read, accelerator);
            _open[path] = (made, collection);
            return collection;
        }
    }

    /// <summary>Opens it for writing, for the caller to close. Throws as <see cref="Open"/>, and <see cref="ConcordLockedException"/> where another writes.</summary>
    internal Collection Write(string name) => Collection.Open(Find(name), CollectionAccess.Write);

    private string Find(string name)
    {
        // Where all are shown, a name alone tells the path: no folder is listed for each search.
        var path = named.Count > 0 ? All().FirstOrDefault(entry => entry.Name == name).Path
            : name.Length > 0 && name[0] != '.' && name.AsSpan().IndexOfAny('/', '\\', '\0') < 0 ? Path.Combine(CollectionName.Folder, name + ".concord")
            : null;
        return path is not null && Directory.Exists(path) ? path : throw new ConcordNotFoundException($"There is no collection \"{name}\" here; {listing} names those that are.");
    }

    public void Dispose()
    {
        foreach (var (_, collection) in _open.Values) collection.Dispose();
    }

    private static string NameOf(string path) => Path.GetFileName(path) is var file && file.EndsWith(".concord", StringComparison.Ordinal) ? file[..^8] : file;
}
