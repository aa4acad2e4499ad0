using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Concord;

/// <summary>
/// A collection on disk: slides and their hierarchy, the vectors of their tiles in one or more spaces, and the searches over them.
/// Safe to use from several threads; changes run one after the other, searches see the state of the last commit before they began.
/// Failures are <see cref="ConcordException"/>s whose code says what can be done.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "A collection is what users call it; it is no System.Collections type.")]
public sealed partial class Collection : IDisposable
{
    private readonly CollectionFolder _folder;
    private readonly CollectionWriter? _writer;
    private readonly CatalogReaders _readers;
    private readonly SpaceViews _views;
    private readonly ConcurrentDictionary<string, Space> _found = new(StringComparer.Ordinal);

    private Collection(CollectionFolder folder, CollectionAccess access, Accelerator? accelerator = null)
    {
        _folder = folder;
        if (access == CollectionAccess.Write) _writer = CollectionWriter.Open(folder);
        _readers = new CatalogReaders(folder);
        try
        {
            using var read = _readers.Begin();
            Id = read.Collection.Id;
            _views = new SpaceViews(folder, Id, accelerator);
        }
        catch
        {
            _readers.Dispose();
            _writer?.Dispose();
            throw;
        }
    }

    /// <summary>The folder's name without ".concord".</summary>
    public string Name => _folder.Name;

    /// <summary>The folder, absolute.</summary>
    public string Path => _folder.Path;

    public Guid Id { get; }

    /// <summary>Files of vectors opened so far; for tests of what opening costs.</summary>
    internal int FilesOpened => _views.FilesOpened;

    public CollectionAccess Access => _writer is null ? CollectionAccess.Read : CollectionAccess.Write;

    /// <summary>The spaces, the first created first.</summary>
    public IReadOnlyList<Space> Spaces
    {
        get
        {
            using var read = _readers.Begin();
            return [.. read.Catalog.Read(CatalogSchema.Spaces, "ORDER BY number").Select(r => SpaceRow.From(r).ToSpace())];
        }
    }

    /// <summary>
    /// Makes a collection at `path`, which must not exist, and opens it for writing. After a crash it is there whole or not at all.
    /// Folders are the user's alone (0700), files too (0600).
    /// </summary>
    public static Collection Create(string path, CollectionOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        var folder = new CollectionFolder(path);
        return FileErrors.Translate(folder.Path, () =>
        {
            CollectionBirth.Create(folder, options);
            return new Collection(folder, CollectionAccess.Write);
        });
    }

    /// <summary>
    /// Opens a collection. Writing takes its lock, or throws <see cref="ConcordLockedException"/> naming the holder, and brings files back to the
    /// last commit after a crash. Reading changes nothing on disk but the cache of calibrations. Vectors are not read before the first search.
    /// </summary>
    public static Collection Open(string path, CollectionAccess access) => Open(path, access, null);

    /// <summary>As the other form; indexed rows are held in the memory of `accelerator` where they fit, and searched there. Dispose it after the collection.</summary>
    public static Collection Open(string path, CollectionAccess access, Accelerator? accelerator)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var folder = new CollectionFolder(path);
        return FileErrors.Translate(folder.Path, () =>
        {
            folder.RequireCollection();
            return new Collection(folder, access, accelerator);
        });
    }

    /// <summary>
    /// Deletes the collection's folder. Refuses a folder that is no collection, and one that is open for writing. A deletion that was cut off
    /// is finished by deleting again.
    /// </summary>
    public static void Delete(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var folder = new CollectionFolder(path);
        FileErrors.Translate(folder.Path, () => CollectionDeath.Delete(folder));
    }

    /// <summary>Whether a collection lies at `path`, by the first bytes of its catalogue.</summary>
    public static bool IsCollection(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var folder = new CollectionFolder(path);
        return FileErrors.Translate(folder.Path, () => Directory.Exists(folder.Path) && folder.HoldsCatalog());
    }

    /// <summary>The space of this name; null stands for the first. Unknown names are told apart by listing the known ones.</summary>
    public Space Space(string? name = null)
    {
        // A space never changes, nor does it go: one that was found is not looked for again.
        if (_found.TryGetValue(name ?? "", out var known)) return known;
        return _found[name ?? ""] = FindSpace(name);
    }

    private Space FindSpace(string? name)
    {
        var spaces = Spaces;
        if (spaces.Count == 0) throw new ConcordNotFoundException($"The collection '{Name}' has no space yet.");
        if (name is null) return spaces[0];
        return spaces.FirstOrDefault(s => s.Name == name)
            ?? throw new ConcordNotFoundException($"The collection '{Name}' has no space '{name}'; it has {string.Join(", ", spaces.Select(s => s.Name))}.");
    }

    /// <summary>Counts what the collection holds.</summary>
    public CollectionInfo Info() => Reading(read => InfoReader.Read(read, _folder, _views));

    public void Dispose()
    {
        // The writer last: SQLite folds its log into the catalogue and removes it when the last connection that may write closes.
        _views.Dispose();
        _readers.Dispose();
        _writer?.Dispose();
    }

    private CollectionWriter Writer => _writer
        ?? throw new ConcordArgumentException($"The collection {Path} is open for reading only; open it for writing to change it.");

    private T Reading<T>(Func<ReadTransaction, T> work) => FileErrors.Translate(Path, () =>
    {
        using var read = _readers.Begin();
        return work(read);
    });
}
