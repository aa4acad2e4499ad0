namespace Concord;

/// <summary>Rows that adapters made of the rows of a base space.</summary>
internal static class DerivedRows
{
    /// <summary>Takes the rows of these tiles out of every space derived from `from`.</summary>
    internal static void Remove(CatalogTransaction change, Space from, IReadOnlyList<TilePlace> tiles)
    {
        foreach (var number in DerivedSpaces.Of(change, from).ToList())
        {
            var runs = new RunEdits(change.Catalog, number);
            var removed = tiles.Count(place => runs.Remove(place.Tile));
            if (removed > 0 && change.Space(number) is var space) change.Change(space with { LiveRows = space.LiveRows - removed });
        }
    }
}
