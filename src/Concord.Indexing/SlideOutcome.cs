namespace Concord.Indexing;

/// <summary>What became of one slide of a run.</summary>
/// <param name="File">Its path.</param>
/// <param name="State">In one word.</param>
/// <param name="Tiles">Tiles stored by this run.</param>
/// <param name="Counts">What became of the places of a whole slide's grid; null for a plain image and where it was never cut.</param>
/// <param name="Elapsed">From its opening to its last commit, other slides' share of that time included.</param>
/// <param name="Reason">Why it failed; null when it did not.</param>
public sealed record SlideOutcome(string File, SlideState State, int Tiles, TileCounts? Counts, TimeSpan Elapsed, string? Reason)
{
    /// <summary>What of its annotations was left out or looks mistaken, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
