namespace Concord.Indexing;

/// <summary>The identity of a space whose vectors were made elsewhere: what is known of how, and nothing that is not.</summary>
internal static class ImportedSpace
{
    /// <summary>In the place of the weights' SHA-256: nobody here has seen the weights.</summary>
    internal const string UnknownWeights = "imported";

    /// <summary>
    /// Two files belong to one space when encoder, size and magnification of what it saw, and dimension agree, and both hold tiles or both whole slides. Magnification m is taken as
    /// 10 / m µm a pixel, as scanners do.
    /// </summary>
    internal static SpaceIdentity Identity(FeatureHeader header, string encoder, Metric metric) => new(
        encoder,
        UnknownWeights,
        new Preprocessing(header.PatchSize ?? 0, header.PatchSize ?? 0, 0, "imported", header.TargetMagnification is > 0 and var m ? 10 / m : null, [], []),
        new Pooling(header.IsWholeSlide ? "slide" : "none"),
        null,
        header.Dimension,
        metric);

    /// <summary>The space of the collection that the features belong to; added when there is none.</summary>
    internal static Space Of(Collection collection, SpaceIdentity identity, string? named) =>
        Find(collection, identity, named) ?? collection.AddSpace(named ?? FreeName(collection, identity.ModelId), identity, ElementType.Float32);

    /// <summary>The same, or null. Throws when the space of this name is of another identity.</summary>
    internal static Space? Find(Collection collection, SpaceIdentity identity, string? named)
    {
        if (named is null || collection.Spaces.FirstOrDefault(space => space.Name == named) is not { } chosen)
            return collection.Spaces.FirstOrDefault(space => space.Identity.Id == identity.Id);
        chosen.RequireComparable(identity);
        return chosen;
    }

    private static string FreeName(Collection collection, string encoder)
    {
        var taken = collection.Spaces.Select(space => space.Name).ToHashSet(StringComparer.Ordinal);
        var name = encoder;
        for (var i = 2; taken.Contains(name); i++) name = $"{encoder}-{i}";
        return name;
    }
}
