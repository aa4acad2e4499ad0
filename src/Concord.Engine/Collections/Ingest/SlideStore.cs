namespace Concord;

/// <summary>Puts a whole slide into a space in place of what the space has of it, as part of one change.</summary>
internal sealed class SlideStore(CollectionWriter writer, CatalogTransaction change, Space space)
{
    private readonly SlideEdits _slides = new(change);
    private readonly TileEdits _tiles = new(change);

    /// <summary>Returns the tiles stored.</summary>
    internal long Put(string slide, FeatureStamp stamp, IEnumerable<TileBlock> blocks)
    {
        if (_slides.Find(slide) is { } known) _slides.RemoveRows(known.Id, [space.Number, .. DerivedSpaces.Of(change, space)]);
        var tiles = blocks.Sum(block => Put(slide, block));
        if (tiles == 0) throw new ConcordArgumentException($"Slide '{slide}' has no tiles.");
        var id = _slides.Find(slide)!.Id;
        new CoverageRow(null, Complete: true).Put(change.Catalog, space.Number, id);
        new ImportRow(id, space.Number, stamp).Put(change.Catalog);
        return tiles;
    }

    private long Put(string slide, TileBlock block)
    {
        if (block.Tiles.FirstOrDefault(tile => tile.Slide.Name != slide) is { } stranger)
            throw new ConcordArgumentException($"{TileEdits.Describe(stranger)} is not of slide '{slide}'.");
        var rows = RowBytes.Of(space, block.Tiles.Count, block.Vectors_nd.Span, i => TileEdits.Describe(block.Tiles[i]));
        if (block.Tiles.Count > 0) writer.AppendRows(change, space, rows, _tiles.Put(block.Tiles));
        return block.Tiles.Count;
    }
}
