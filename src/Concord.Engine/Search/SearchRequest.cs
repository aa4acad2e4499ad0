namespace Concord;

/// <summary>What to look for, and how. One query vector.</summary>
public sealed record SearchRequest
{
    /// <summary>The query, <see cref="SpaceIdentity.Dimension"/> finite elements of the space searched.</summary>
    public required ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>Hits wanted.</summary>
    public int K { get; init; } = 10;

    /// <summary>A condition on labels and hierarchy, for example <c>label = "lung_scc" and centre != "A"</c>; null for none.</summary>
    public string? Where { get; init; }

    /// <summary>What to leave out. Needs <see cref="QueryTile"/> or the Query… names to know whose relative a row is.</summary>
    public Exclusion Exclude { get; init; } = Exclusion.Patient;

    /// <summary>The tile of the collection that is the query, or null for a query from outside. It is never its own hit.</summary>
    public long? QueryTile { get; init; }

    /// <summary>The query's patient (or case, slide, centre according to <see cref="Exclude"/>) when it is not a tile of the collection.</summary>
    public string? QueryGroup { get; init; }

    /// <summary>True: visit every row. Null: the collection's own choice. False: approximate where a generation allows it.</summary>
    public bool? Exact { get; init; }
}
