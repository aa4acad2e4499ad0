namespace Concord;

/// <summary>A space of a collection: vectors that may be compared with each other.</summary>
public sealed class Space
{
    internal Space(long number, string name, SpaceIdentity identity, ElementType stored)
    {
        (Number, Name, Identity, Stored) = (number, name, identity, stored);
        Key = identity.Id;
    }

    /// <summary>Name within the collection.</summary>
    public string Name { get; }

    public SpaceIdentity Identity { get; }

    /// <summary>How elements are stored; searches give and take float32 in any case.</summary>
    public ElementType Stored { get; }

    public int Dimension => Identity.Dimension;

    /// <summary>Number in the catalogue.</summary>
    internal long Number { get; }

    /// <summary>Name of its folder: the identity's id, read once since it is a hash.</summary>
    internal string Key { get; }

    /// <summary>
    /// Throws <see cref="ConcordArgumentException"/>, saying in words how they differ, unless vectors of `other` may be compared with
    /// those of this space.
    /// </summary>
    public void RequireComparable(SpaceIdentity other)
    {
        var differences = Identity.DifferencesFrom(other);
        if (differences.Count > 0)
            throw new ConcordArgumentException($"Vectors of another space cannot be compared with space '{Name}': {string.Join("; ", differences)}.");
    }

    public override string ToString() => $"{Name} ({Key}, {Dimension} x {Stored})";
}
