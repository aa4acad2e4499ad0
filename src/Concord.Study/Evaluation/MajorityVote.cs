namespace Concord.Study;

/// <summary>
/// The label that most of the first k neighbours have. Among labels with equally many votes the one whose nearest neighbour is nearer wins: the
/// variant of Yottixel's published code; SISH asks for at least half of k, PathForge for a strict majority.
/// </summary>
internal static class MajorityVote
{
    internal const string Variant = "most votes, ties to the nearest";

    /// <summary>null when there is no neighbour at all.</summary>
    internal static string? Of(QueryOutcome outcome, int k)
    {
        var votes = new Dictionary<string, int>(StringComparer.Ordinal);
        string? leader = null;
        foreach (var label in outcome.Found.Take(k).Select(tile => tile.Label!)) votes[label] = votes.GetValueOrDefault(label) + 1;
        foreach (var label in outcome.Found.Take(k).Select(tile => tile.Label!))
            if (leader is null || votes[label] > votes[leader]) leader = label;
        return leader;
    }
}
