namespace Concord;

/// <summary>Turns comparisons into hits: slides with their labels and radiology, pairs with their places.</summary>
internal sealed class SlideHits(ReadTransaction read)
{
    internal IReadOnlyList<SlideHit> Describe(IReadOnlyList<SlideComparison> best, QueryTiles query)
    {
        var reader = new SlideReader(read.Catalog);
        var slides = reader.Some(System.Text.Json.JsonSerializer.Serialize(best.Select(c => c.Slide)));
        var boxes = Boxes(best.SelectMany(c => c.Pairs).SelectMany(p => query.Tiles is { } own ? new[] { own[p.Query], p.HitTile } : [p.HitTile]));
        var series = SeriesReader.Of(read.Catalog, best.Select(c => reader.CaseOf[c.Slide]));
        return [.. best.Select((c, i) => new SlideHit(i + 1, c.Distance, c.AToB, c.BToA, slides[c.Slide], c.Tiles)
        {
            Pairs = [.. c.Pairs.Select(p => new TilePair(p.Kind, QueryTile(p.Query, query, boxes), new PairTile(p.HitTile, p.Hit, boxes[p.HitTile]), p.Distance))],
            Series = series.GetValueOrDefault(reader.CaseOf[c.Slide], []),
        })];
    }

    private static PairTile QueryTile(int index, QueryTiles query, Dictionary<long, TileBox> boxes) => query.Tiles is { } tiles
        ? new PairTile(tiles[index], index, boxes[tiles[index]])
        : new PairTile(null, index, query.Boxes.Count > 0 ? query.Boxes[index] : null);

    private Dictionary<long, TileBox> Boxes(IEnumerable<long> tiles)
    {
        var wanted = tiles.Distinct().ToList();
        var boxes = read.Catalog.Read(CatalogSchema.Tiles, "WHERE id IN (SELECT value FROM json_each($1))", System.Text.Json.JsonSerializer.Serialize(wanted))
            .ToDictionary(r => (long)r[0]!, r => new TileBox((int)(long)r[2]!, (int)(long)r[3]!, (int)(long)r[4]!, (int)(long)r[5]!));
        return wanted.Find(tile => !boxes.ContainsKey(tile)) is var lost and not 0
            ? throw new ConcordCorruptException($"The catalogue is damaged: tile {lost} has a vector but no entry.") : boxes;
    }
}
