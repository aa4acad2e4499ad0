namespace Concord;

/// <summary>The one row of table "collection".</summary>
internal sealed record CollectionRow(Guid Id, string State, string? Model, long Version, long NextTile, long NextId, string AuditHead)
{
    internal const string Open = "open", Deleting = "deleting";

    internal static CollectionRow From(object?[] row) =>
        new(Guid.Parse((string)row[1]!), (string)row[2]!, (string?)row[3], (long)row[4]!, (long)row[5]!, (long)row[6]!, (string)row[7]!);

    internal void Put(CatalogConnection catalog) =>
        catalog.Put(CatalogSchema.Collection, 1L, Id.ToString("D"), State, Model, Version, NextTile, NextId, AuditHead);

    internal static CollectionRow Read(CatalogConnection catalog)
    {
        var rows = catalog.Read(CatalogSchema.Collection);
        return rows.Count == 1 ? From(rows[0]) : throw new ConcordCorruptException($"The catalogue {catalog.Path} does not say which collection it is.");
    }
}

/// <summary>A row of table "spaces".</summary>
internal sealed record SpaceRow(long Number, string Key, string Name, string Identity, ElementType Stored, long NextRow, long LiveRows, long Version)
{
    internal static SpaceRow From(object?[] row) => new(
        (long)row[0]!, (string)row[1]!, (string)row[2]!, (string)row[3]!, (ElementType)(long)row[4]!, (long)row[5]!, (long)row[6]!, (long)row[7]!);

    internal void Put(CatalogConnection catalog) =>
        catalog.Put(CatalogSchema.Spaces, Number, Key, Name, Identity, (long)Stored, NextRow, LiveRows, Version);

    internal Space ToSpace() => new(Number, Name, SpaceIdentity.Parse(Identity), Stored);
}

/// <summary>A row of table "slides".</summary>
internal sealed record SlideRow(
    long Id, string Name, long Case, string? Centre, string? Split, long Width, long Height, double? Mpp, string? File, long? Length, long? Ticks)
{
    internal SourceFile? Source => File is null ? null : new SourceFile(File, Length ?? 0, Ticks ?? 0);

    internal static SlideRow From(ReadOnlySpan<object?> row) => new(
        (long)row[0]!, (string)row[1]!, (long)row[2]!, (string?)row[3], (string?)row[4], (long)row[5]!, (long)row[6]!, (double?)row[7],
        (string?)row[8], (long?)row[9], (long?)row[10]);

    internal void Put(CatalogConnection catalog) =>
        catalog.Put(CatalogSchema.Slides, Id, Name, Case, Centre, Split, Width, Height, Mpp, File, Length, Ticks);
}

/// <summary>A row of table "segments".</summary>
internal sealed record SegmentRow(long Id, long Space, string File, long FirstRow, long Rows)
{
    internal static SegmentRow From(object?[] row) => new((long)row[0]!, (long)row[1]!, (string)row[2]!, (long)row[3]!, (long)row[4]!);

    internal void Put(CatalogConnection catalog) => catalog.Put(CatalogSchema.Segments, Id, Space, File, FirstRow, Rows);
}

/// <summary>A row of table "generations": File is null once a compaction found nothing to keep.</summary>
internal sealed record GenerationRow(long Space, long Number, string? File, long Rows, long Bytes)
{
    internal static GenerationRow From(object?[] row) => new((long)row[0]!, (long)row[1]!, (string?)row[2], (long)row[3]!, (long)row[4]!);

    internal void Put(CatalogConnection catalog) => catalog.Put(CatalogSchema.Generations, Space, Number, File, Rows, Bytes);
}

/// <summary>A row of table "imports".</summary>
internal sealed record ImportRow(long Slide, long Space, FeatureStamp Stamp)
{
    internal static ImportRow From(object?[] row) => new((long)row[0]!, (long)row[1]!, new FeatureStamp((long)row[2]!, (long)row[3]!, (string)row[4]!));

    internal void Put(CatalogConnection catalog) => catalog.Put(CatalogSchema.Imports, Slide, Space, Stamp.Length, Stamp.ModifiedUtcTicks, Stamp.Sha256);
}

/// <summary>A row of table "runs": consecutive rows of a space that hold consecutive tiles of one slide. A row in no run is deleted.</summary>
internal readonly record struct RunRow(long FirstRow, long Rows, long FirstTile, long Slide)
{
    internal static RunRow From(ReadOnlySpan<object?> row) => new((long)row[1]!, (long)row[2]!, (long)row[3]!, (long)row[4]!);

    internal void Put(CatalogConnection catalog, long space) => catalog.Put(CatalogSchema.Runs, space, FirstRow, Rows, FirstTile, Slide);
}
