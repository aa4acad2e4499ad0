namespace Concord.Indexing;

/// <summary>A slide that left the workers: its tiles and their vectors, or why it has none.</summary>
internal sealed class FinishedSlide(PlannedSlide planned, IReadOnlyList<TileRecord> tiles, float[] vectors, string? failure, TileCounts? counts = null)
{
    internal PlannedSlide Planned { get; } = planned;

    internal IReadOnlyList<TileRecord> Tiles { get; } = tiles;

    /// <summary>tiles × dimension.</summary>
    internal float[] Vectors { get; } = vectors;

    internal string? Failure { get; } = failure;

    /// <summary>What became of the places of a whole slide's grid; null for a plain image.</summary>
    internal TileCounts? Counts { get; } = counts;

    internal static FinishedSlide Failed(PlannedSlide planned, string reason) => new(planned, [], [], reason);
}
