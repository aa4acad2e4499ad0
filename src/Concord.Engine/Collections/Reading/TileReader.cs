using System.Text.Json;

namespace Concord;

/// <summary>Reads tiles with all that is known of them, in a fixed number of statements however many there are.</summary>
internal static class TileReader
{
    /// <summary>All tiles in order of id, or those that meet a condition.</summary>
    internal static List<TileInfo> All(ReadTransaction read, string? where, Func<long, IReadOnlyList<SeriesRecord>> seriesOf)
    {
        var (condition, ids) = string.IsNullOrWhiteSpace(where) ? ("", null) : read.Match(where).Tiles;
        var slides = new SlideReader(read.Catalog);
        var assembly = new Assembly(slides, slides.All(), SlideReader.TileLabels(read.Catalog, "WHERE level = 4"), seriesOf);
        var tiles = new List<TileInfo>();
        read.Catalog.ForEach($"SELECT {CatalogSchema.Tiles.Select("t")} FROM tiles t {condition} ORDER BY t.id",
            row => tiles.Add(assembly.Tile(row)), ids is null ? [] : [ids]);
        return tiles;
    }

    /// <summary>These tiles, by id. Tiles that are not there are left out.</summary>
    internal static Dictionary<long, TileInfo> Some(ReadTransaction read, IEnumerable<long> ids, Func<long, IReadOnlyList<SeriesRecord>> seriesOf)
    {
        var wanted = JsonSerializer.Serialize(ids.Distinct());
        var rows = read.Catalog.Read(CatalogSchema.Tiles, "WHERE id IN (SELECT value FROM json_each($1))", wanted);
        var slides = new SlideReader(read.Catalog);
        var known = slides.Some(JsonSerializer.Serialize(rows.Select(r => (long)r[1]!).Distinct()));
        var labels = SlideReader.TileLabels(read.Catalog, "WHERE level = 4 AND owner IN (SELECT value FROM json_each($1))", wanted);
        var assembly = new Assembly(slides, known, labels, seriesOf);
        return rows.ToDictionary(r => (long)r[0]!, assembly.Tile);
    }

    private sealed class Assembly(
        SlideReader reader,
        IReadOnlyDictionary<long, SlideInfo> slides,
        Dictionary<long, Dictionary<string, string>> labels,
        Func<long, IReadOnlyList<SeriesRecord>> seriesOf)
    {
        private readonly Dictionary<long, Lazy<IReadOnlyList<SeriesRecord>>> _series = [];

        internal TileInfo Tile(object?[] row)
        {
            CatalogSchema.Tiles.Check(row);
            var id = (long)row[0]!;
            if (!slides.TryGetValue((long)row[1]!, out var slide))
                throw new ConcordCorruptException($"The catalogue is damaged: tile {id} belongs to a slide that is not there.");
            return new TileInfo(id, slide, (int)(long)row[2]!, (int)(long)row[3]!, (int)(long)row[4]!, (int)(long)row[5]!)
            {
                Labels = labels.TryGetValue(id, out var own) ? Merge(slide.Labels, own) : slide.Labels,
                SeriesLater = SeriesOf(reader.CaseOf[slide.Id]),
            };
        }

        private Lazy<IReadOnlyList<SeriesRecord>> SeriesOf(long caseId)
        {
            if (!_series.TryGetValue(caseId, out var series)) _series.Add(caseId, series = new(() => seriesOf(caseId)));
            return series;
        }

        private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> far, Dictionary<string, string> near)
        {
            var merged = new Dictionary<string, string>(far);
            foreach (var (name, value) in near) merged[name] = value;
            return merged;
        }
    }
}
