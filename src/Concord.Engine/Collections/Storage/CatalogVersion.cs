namespace Concord;

/// <summary>Whether this version of Concord may read a catalogue, and whether the collection is in use or half deleted.</summary>
internal static class CatalogVersion
{
    /// <summary>The look at the file's first bytes, before SQLite may write anything beside it.</summary>
    internal static void Require(CollectionFolder folder, FileInfo catalog)
    {
        using var file = new FileStream(catalog.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[100];
        if (file.ReadAtLeast(header, 100, throwOnEndOfStream: false) == 100)
            Require(folder.Catalog, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header[60..]));
    }

    internal static CollectionRow Require(CatalogConnection catalog)
    {
        Require(catalog.Path, catalog.Number("PRAGMA user_version"));
        var row = CollectionRow.Read(catalog);
        if (row.State == CollectionRow.Deleting)
            throw new ConcordCorruptException($"The collection of {catalog.Path} was being deleted; delete it again to finish.");
        return row;
    }

    private static void Require(string path, long version)
    {
        if (version > CatalogSchema.Version) throw new ConcordNewerFormatException(
            $"The catalogue {path} is of format {version}; this Concord knows up to {CatalogSchema.Version}. Update Concord.");
        if (version < 1) throw new ConcordCorruptException($"The catalogue {path} has no format version.");
    }
}
