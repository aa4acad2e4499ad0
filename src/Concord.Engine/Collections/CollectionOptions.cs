namespace Concord;

/// <summary>What a new collection starts with.</summary>
public sealed record CollectionOptions
{
    /// <summary>The first space, or null to add spaces later.</summary>
    public SpaceIdentity? Space { get; init; }

    /// <summary>The name of the first space.</summary>
    public string SpaceName { get; init; } = "pathology";

    /// <summary>How the first space stores its elements.</summary>
    public ElementType Stored { get; init; } = ElementType.Float32;

    /// <summary>The model that fills the collection unless a run says otherwise; a note for callers.</summary>
    public string? ModelId { get; init; }
}
