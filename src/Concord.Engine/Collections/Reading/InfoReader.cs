namespace Concord;

/// <summary>Counts what a collection holds.</summary>
internal static class InfoReader
{
    internal static CollectionInfo Read(ReadTransaction read, CollectionFolder folder, SpaceViews views)
    {
        var catalog = read.Catalog;
        long Count(string table) => catalog.Number($"SELECT count(*) FROM {table}");
        return new CollectionInfo(folder.Name, folder.Path, read.Collection.Id)
        {
            ModelId = read.Collection.Model,
            Patients = Count("patients"),
            Cases = Count("cases"),
            Slides = Count($"slides WHERE {SeriesName.IsTissueSql}"),
            Tiles = Count("tiles") - Count($"tiles WHERE slide IN (SELECT id FROM slides WHERE NOT {SeriesName.IsTissueSql})"),
            Series = Count("series"),
            Spaces = [.. catalog.Read(CatalogSchema.Spaces, "ORDER BY number").Select(r => OfSpace(read, SpaceRow.From(r), views))],
            Labels = Labels(catalog),
            Centres = catalog.Rows("SELECT centre, count(*) FROM slides WHERE centre IS NOT NULL AND " + SeriesName.IsTissueSql + " GROUP BY centre ORDER BY centre")
                .ToDictionary(r => (string)r[0]!, r => (long)r[1]!),
            BytesOnDisk = folder.BytesOnDisk(),
        };
    }

    internal static SpaceInfo OfSpace(ReadTransaction read, SpaceRow row, SpaceViews views)
    {
        var tail = read.Catalog.Number("SELECT sum(rows) FROM segments WHERE space = $1", row.Number);
        var rows = read.Catalog.Read(CatalogSchema.Generations, "WHERE space = $1", row.Number);
        var generation = rows.Count > 0 ? GenerationRow.From(rows[0]) : null;
        var space = row.ToSpace();
        var stored = tail + (generation?.Rows ?? 0);
        var info = new SpaceInfo(row.Name, space.Identity, row.Stored, row.LiveRows, tail, stored - row.LiveRows, generation?.File is null ? 0 : generation.Number, generation?.Rows ?? 0);
        if (generation?.File is null) return info;
        var index = views.Get(space, read).Sources[0].Info;
        return info with { Lists = index.Lists, Nprobe = index.Nprobe, ExpectedRecall = index.ExpectedRecall };
    }

    private static Dictionary<string, IReadOnlyDictionary<string, long>> Labels(CatalogConnection catalog) => catalog
        .Rows($"SELECT name, value, count(*) FROM labels WHERE level <> $1 OR owner IN (SELECT id FROM slides WHERE {SeriesName.IsTissueSql}) GROUP BY name, value ORDER BY name, value", (long)LabelLevel.Slide)
        .GroupBy(r => (string)r[0]!)
        .ToDictionary(g => g.Key, IReadOnlyDictionary<string, long> (g) => g.ToDictionary(r => (string)r[1]!, r => (long)r[2]!));
}
