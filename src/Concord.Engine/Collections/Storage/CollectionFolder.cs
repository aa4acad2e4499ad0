using System.Buffers.Binary;

namespace Concord;

/// <summary>Where the files of a collection lie, and what a folder is by its looks alone.</summary>
internal sealed class CollectionFolder(string path)
{
    private const UnixFileMode PrivateFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    internal string Path { get; } = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    internal string Name => System.IO.Path.GetFileName(Path) is var file && file.EndsWith(".concord", StringComparison.Ordinal) ? file[..^8] : file;

    internal string Catalog => System.IO.Path.Combine(Path, "catalog.db");

    internal string Lock => System.IO.Path.Combine(Path, "lock");

    internal string Calibrations => System.IO.Path.Combine(Path, "calibrations.json");

    internal string Spaces => System.IO.Path.Combine(Path, "spaces");

    internal string Adapters => System.IO.Path.Combine(Path, "adapters");

    internal string Parent => System.IO.Path.GetDirectoryName(Path) ?? throw new ConcordArgumentException($"{Path} cannot be a collection.");

    internal string SpaceFolder(string key) => System.IO.Path.Combine(Spaces, key);

    internal string TailFolder(string key) => System.IO.Path.Combine(Spaces, key, "tail");

    internal string Segment(string key, string file) => System.IO.Path.Combine(TailFolder(key), file);

    internal string Generation(string key, string file) => System.IO.Path.Combine(SpaceFolder(key), file);

    internal static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, PrivateFolder);
    }

    /// <summary>Whether catalog.db is a SQLite file with our application id: the first 100 bytes tell, no database is opened.</summary>
    internal bool HoldsCatalog()
    {
        if (!File.Exists(Catalog)) return false;
        Span<byte> header = stackalloc byte[100];
        using var file = new FileStream(Catalog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
            && header.StartsWith("SQLite format 3\0"u8)
            && BinaryPrimitives.ReadInt32BigEndian(header[68..]) == CatalogSchema.ApplicationId;
    }

    /// <summary>Whether this is what a deletion leaves that was cut off after the catalogue was gone: nothing, or the lock alone.</summary>
    internal bool IsRestOfDeleted() =>
        Directory.Exists(Path) && File.Exists(Lock) && Directory.EnumerateFileSystemEntries(Path).All(e => e == Lock);

    /// <summary>Throws what is wrong with the folder unless it holds a catalogue.</summary>
    internal void RequireCollection()
    {
        if (!Directory.Exists(Path)) throw new ConcordNotFoundException($"There is no collection at {Path}.");
        if (HoldsCatalog()) return;
        if (IsRestOfDeleted()) throw new ConcordCorruptException($"The collection {Path} was being deleted; delete it again to finish.");
        throw Directory.Exists(Spaces) && File.Exists(Catalog)
            ? new ConcordCorruptException($"The catalogue {Catalog} is damaged: its first bytes are not a catalogue's. Restore it from a copy.")
            : Directory.Exists(Spaces)
                ? new ConcordCorruptException($"The collection {Path} has lost its catalogue (catalog.db). Restore it from a copy.")
                : new ConcordNotFoundException($"{Path} is not a Concord collection.");
    }

    internal long BytesOnDisk()
    {
        var bytes = 0L;
        foreach (var file in new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            try
            {
                bytes += file.Length;
            }
            catch (FileNotFoundException)
            {
                // A writer removed it between listing and asking.
            }
        }
        return bytes;
    }
}
