namespace Concord;

/// <summary>The tiles of a query slide: vectors as searched for, where they lie, and whose relatives they are.</summary>
/// <param name="Vectors">Row by row.</param>
/// <param name="Tiles">Ids in the collection; null for a query from outside.</param>
/// <param name="Boxes">Where they lie; empty when that is not known.</param>
/// <param name="Slide">The slide of the collection, or null.</param>
/// <param name="Complete">False when only some of the slide's tiles take part.</param>
internal sealed record QueryTiles(float[] Vectors, long[]? Tiles, IReadOnlyList<TileBox> Boxes, long? Slide, bool Complete)
{
    internal static QueryTiles Read(SlideQuery query, SpaceView view, SpaceSearch search, SlideRows rows, ReadTransaction read) =>
        query.Slide is { } slide ? OfSlide(slide, query, view, rows, read) : FromOutside(query, view, search);

    private static QueryTiles OfSlide(long slide, SlideQuery query, SpaceView view, SlideRows rows, ReadTransaction read)
    {
        if (!query.Vectors.IsEmpty) throw new ConcordArgumentException("The query names a slide and has vectors too; give one of them.");
        var known = read.Catalog.Read(CatalogSchema.Slides, "WHERE id = $1", slide);
        if (known.Count == 0) throw new ConcordNotFoundException($"Slide {slide} is not in the collection.");
        var (tiles, own) = rows.Of(slide, filtered: false, query.TilesPerSlide);
        if (tiles.Length == 0)
            throw new ConcordNotFoundException($"Slide '{known[0][1]}' has no tiles in space '{view.Space.Name}'; index it there, or search another space.");
        var vectors = new float[(long)own.Length * view.Space.Dimension];
        view.ReadRows(own, vectors);
        return new QueryTiles(vectors, tiles, [], slide, tiles.Length == rows.Of(slide, filtered: false).Tiles.Length);
    }

    private static QueryTiles FromOutside(SlideQuery query, SpaceView view, SpaceSearch search)
    {
        var d = view.Space.Dimension;
        var count = query.Vectors.Length / d;
        if (count == 0 || query.Vectors.Length % d != 0)
            throw new ConcordArgumentException($"The query has {query.Vectors.Length} elements; a slide is one tile or more of {d} elements each in space '{view.Space.Name}'.");
        if (query.Places.Count != 0 && query.Places.Count != count)
            throw new ConcordArgumentException($"The query has {count} tiles and {query.Places.Count} places; give one place for each tile, or none.");
        var chosen = SlideRows.Spread(count, query.TilesPerSlide ?? count);
        var vectors = new float[(long)chosen.Length * d];
        for (var i = 0; i < chosen.Length; i++) search.Prepare(query.Vectors.Span.Slice(chosen[i] * d, d), vectors.AsSpan(i * d, d));
        return new QueryTiles(vectors, null, query.Places.Count == 0 ? [] : [.. chosen.Select(i => query.Places[i])], null, chosen.Length == count);
    }
}
