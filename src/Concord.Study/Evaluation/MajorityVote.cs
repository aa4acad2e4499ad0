namespace Concord.Study;

/// <summary>Votes of the neighbours of a query; the arithmetic is <see cref="LabelVote"/>'s.</summary>
internal static class MajorityVote
{
    internal const string Variant = LabelVote.Variant;

    /// <summary>null when there is no neighbour at all.</summary>
    internal static string? Of(QueryOutcome outcome, int k) =>
        LabelVote.Of([.. outcome.Found.Take(k).Select(tile => (tile.Label, 0.0))], k).Answer;
}
