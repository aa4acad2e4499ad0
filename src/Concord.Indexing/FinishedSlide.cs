namespace Concord.Indexing;

/// <summary>A slide that left the workers: its tiles and their vectors, or why it has none.</summary>
internal sealed class FinishedSlide(PlannedSlide planned, IReadOnlyList<TileRecord> tiles, float[] vectors, string? failure)
{
    internal PlannedSlide Planned { get; } = planned;

    internal IReadOnlyList<TileRecord> Tiles { get; } = tiles;

    /// <summary>tiles × dimension.</summary>
    internal float[] Vectors { get; } = vectors;

    internal string? Failure { get; } = failure;

    internal static FinishedSlide Failed(PlannedSlide planned, string reason) => new(planned, [], [], reason);
}
