namespace Concord;

/// <summary>Reads what indexing asks of a slide before it opens the file.</summary>
internal static class StoredSlideReader
{
    internal static StoredSlide? Find(CatalogConnection catalog, long space, string name)
    {
        if (catalog.Read(CatalogSchema.Slides, "WHERE name = $1", name) is not [var row]) return null;
        var slide = SlideRow.From(row);
        return CoverageRow.Read(catalog, space, slide.Id) is { } coverage
            ? new StoredSlide(slide.Source, coverage.Complete, coverage.Tiling, coverage.Complete ? null : Last(catalog, space, slide.Id))
            : new StoredSlide(slide.Source, Complete: false, null, null);
    }

    /// <summary>Rows are numbered in the order of commits: the highest is the newest.</summary>
    private static (int X, int Y)? Last(CatalogConnection catalog, long space, long slide)
    {
        var tile = catalog.Number("SELECT first_tile + rows - 1 FROM runs WHERE slide = $1 AND space = $2 ORDER BY first_row DESC LIMIT 1", slide, space);
        return catalog.Read(CatalogSchema.Tiles, "WHERE id = $1", tile) is [var row] ? ((int)(long)row[2]!, (int)(long)row[3]!) : null;
    }
}
