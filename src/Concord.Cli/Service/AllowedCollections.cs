using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, Opened> _open = new(StringComparer.Ordinal);

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
        while (true)
        {
            // One that is slow to open is waited for by those who ask for it, and by nobody else.
            var entry = _open.GetOrAdd(path, _ => new Opened(made, path, accelerator));
            if (entry.Made == made) return Value(path, entry);
            if (_open.TryRemove(new KeyValuePair<string, Opened>(path, entry))) entry.Dispose();
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
        foreach (var entry in _open.Values) entry.Dispose();
    }

    private Collection Value(string path, Opened entry)
    {
        try
        {
            return entry.Collection.Value;
        }
        catch
        {
            // It may be mended, or made, later: the failure is not kept.
            _open.TryRemove(new KeyValuePair<string, Opened>(path, entry));
            throw;
        }
    }

    private static string NameOf(string path) => Path.GetFileName(path) is var file && file.EndsWith(".concord", StringComparison.Ordinal) ? file[..^8] : file;

    private sealed class Opened(DateTime made, string path, Accelerator? accelerator) : IDisposable
    {
        internal DateTime Made { get; } = made;

        internal Lazy<Collection> Collection { get; } = new(() => Concord.Collection.Open(path, CollectionAccess.Read, accelerator));

        public void Dispose()
        {
            if (Collection.IsValueCreated) Collection.Value.Dispose();
        }
    }
}
