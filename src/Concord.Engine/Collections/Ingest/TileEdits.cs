namespace Concord;

/// <summary>Tiles of one batch: found by slide and place, or added.</summary>
internal sealed class TileEdits(CatalogTransaction change)
{
    private readonly SlideEdits _slides = new(change);
    private readonly LabelEdits _labels = new(change.Catalog);
    private readonly Dictionary<string, (long Id, bool Known)> _slideIds = [];
    private readonly HashSet<long> _seen = [];

    /// <summary>Whether a slide was here before with another file: what it belonged to then may be empty now.</summary>
    internal bool Replaced => _slides.Replaced;

    internal TilePlace[] Put(IReadOnlyList<TileRecord> tiles)
    {
        var places = new TilePlace[tiles.Count];
        for (var i = 0; i < places.Length; i++) places[i] = Put(tiles[i]);
        return places;
    }

    private TilePlace Put(TileRecord tile)
    {
        if (!_slideIds.TryGetValue(tile.Slide.Name, out var slide))
            _slideIds.Add(tile.Slide.Name, slide = _slides.ForTiles(tile.Slide));
        var found = change.Catalog.Number(
            "SELECT id FROM tiles WHERE slide = $1 AND x = $2 AND y = $3 AND width = $4 AND height = $5",
            slide.Id, (long)tile.X, (long)tile.Y, (long)tile.Width, (long)tile.Height);
        var id = found > 0 ? found : change.NewTile();
        if (!_seen.Add(id)) throw new ConcordArgumentException($"A batch holds {Describe(tile)} twice.");
        if (found == 0) change.Catalog.Put(CatalogSchema.Tiles, id, slide.Id, tile.X, tile.Y, tile.Width, tile.Height);
        _labels.Set(LabelLevel.Tile, id, tile.Labels);
        return new TilePlace(id, slide.Id, found > 0);
    }

    internal static string Describe(TileRecord tile) => $"the tile of slide '{tile.Slide.Name}' at {tile.X},{tile.Y} ({tile.Width} x {tile.Height})";
}
