namespace Concord;

/// <summary>What one space holds.</summary>
/// <param name="Name">Name within the collection.</param>
/// <param name="Identity">What its vectors are.</param>
/// <param name="Stored">How elements are stored.</param>
/// <param name="Rows">Vectors that a search can return.</param>
/// <param name="TailRows">Vectors stored but not yet in a generation, deleted ones included: scanned exactly.</param>
/// <param name="DeadRows">Deleted vectors that still take room until the next compaction.</param>
/// <param name="Generation">Number of the generation; 0 when there is none.</param>
/// <param name="GenerationRows">Vectors in the generation, deleted ones included.</param>
public sealed record SpaceInfo(
    string Name, SpaceIdentity Identity, ElementType Stored, long Rows, long TailRows, long DeadRows, long Generation, long GenerationRows)
{
    /// <summary>Inverted lists of the generation; 1 when flat, 0 when there is none.</summary>
    public int Lists { get; init; }

    /// <summary>Lists visited by default.</summary>
    public int Nprobe { get; init; }

    /// <summary>Recall measured when the generation was built; null when there is none.</summary>
    public double? ExpectedRecall { get; init; }
}
