namespace Concord;

/// <summary>Rows that adapters made of the rows of a base space.</summary>
internal static class DerivedRows
{
    /// <summary>Takes the rows of these tiles out of every space derived from `from`.</summary>
    internal static void Remove(CatalogTransaction change, Space from, IReadOnlyList<TilePlace> tiles)
    {
        foreach (var space in change.Catalog.Read(CatalogSchema.Spaces).Select(SpaceRow.From).Where(row => IsDerived(row.ToSpace().Identity, from.Identity)))
        {
            var runs = new RunEdits(change.Catalog, space.Number);
            var removed = tiles.Count(place => runs.Remove(place.Tile));
            if (removed > 0) change.Change(space with { LiveRows = space.LiveRows - removed });
        }
    }

    /// <summary>An adapter changes name and dimension of the identity it is applied to, and nothing else.</summary>
    private static bool IsDerived(SpaceIdentity space, SpaceIdentity from) =>
        space.Adapter is not null && from.Adapter is null && (space with { Adapter = null, Dimension = from.Dimension }).Canonical == from.Canonical;
}
