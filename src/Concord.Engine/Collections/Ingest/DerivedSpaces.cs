namespace Concord;

/// <summary>Spaces whose vectors an adapter made of those of a base space: what is replaced there is no longer true here.</summary>
internal static class DerivedSpaces
{
    /// <summary>Their numbers.</summary>
    internal static IEnumerable<long> Of(CatalogTransaction change, Space from) => change.Catalog.Read(CatalogSchema.Spaces)
        .Select(row => SpaceRow.From(row).ToSpace())
        .Where(space => IsDerived(space.Identity, from.Identity))
        .Select(space => space.Number);

    /// <summary>An adapter changes name and dimension of the identity it is applied to, and nothing else.</summary>
    private static bool IsDerived(SpaceIdentity space, SpaceIdentity from) =>
        space.Adapter is not null && from.Adapter is null && (space with { Adapter = null, Dimension = from.Dimension }).Canonical == from.Canonical;
}
