namespace Concord;

/// <summary>How far a slide came in a space.</summary>
/// <param name="Tiling">How it was cut; null where nobody said.</param>
/// <param name="Complete">Whether all its tiles are there.</param>
internal readonly record struct CoverageRow(string? Tiling, bool Complete)
{
    internal static CoverageRow? Read(CatalogConnection catalog, long space, long slide) =>
        catalog.Read(CatalogSchema.Coverage, "WHERE slide = $1 AND space = $2", slide, space) is [var row] ? new CoverageRow((string?)row[2], (long)row[3]! != 0) : null;

    internal void Put(CatalogConnection catalog, long space, long slide) => catalog.Put(CatalogSchema.Coverage, slide, space, Tiling, Complete ? 1L : 0L);
}
