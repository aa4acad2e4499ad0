namespace Concord.Client;

/// <summary>How a search is done; docs/protocol.md names the defaults.</summary>
public sealed record SearchOptions
{
    public int K { get; init; } = 10;

    /// <summary>A space's name; null: the collection's first.</summary>
    public string? Space { get; init; }

    /// <summary>The space that a vector is of: the one that is searched, or the one that its adapter takes. Null: as its length says; refused where both are as long.</summary>
    public string? VectorSpace { get; init; }

    public string? Where { get; init; }

    /// <summary>none, slide, case, patient or centre.</summary>
    public string? Exclude { get; init; }

    /// <summary>The query's patient (or case, slide, centre), when it is not in the collection.</summary>
    public string? Group { get; init; }

    /// <summary>auto, exact or ann.</summary>
    public string? Mode { get; init; }

    /// <summary>The label that is voted on.</summary>
    public string? Label { get; init; }

    /// <summary>Id of the re-ranker, a plugin, whose order the hits come in; null: nearest first.</summary>
    public string? Rerank { get; init; }

    /// <summary>Id of the exporter, a plugin, that writes the hits too; null: none.</summary>
    public string? Export { get; init; }
}
