namespace Concord.Indexing;

/// <summary>What the committer counts of the slide it is at.</summary>
internal sealed class SlideTally(SlideJob job)
{
    private int _committed;

    internal SlideJob Job => job;

    /// <summary>What became of the grid's places so far; null for a plain image.</summary>
    internal TileCounts? Counts { get; private set; } = job.Counts;

    /// <summary>Tiles kept, those that an earlier run stored and those not yet committed too.</summary>
    internal int Kept => job.First + _committed + Pending;

    /// <summary>Tiles in the batch that is not committed.</summary>
    internal int Pending { get; private set; }

    /// <summary>Tiles this run committed.</summary>
    internal int Stored => _committed;

    /// <summary>Whether something of this very cut is in the collection.</summary>
    internal bool IsStored => _committed > 0 || job.First > 0;

    /// <summary>Tiles that are still to come.</summary>
    internal int Left { get; private set; } = job.Tiles.Count - job.First;

    internal void Took(int kept, IEnumerable<KeyValuePair<DropReason, int>> dropped)
    {
        Pending += kept;
        Left -= kept;
        foreach (var (reason, tiles) in dropped)
        {
            Counts = Counts?.AndDropped(reason, tiles);
            Left -= tiles;
        }
    }

    internal void Committed() => (_committed, Pending) = (_committed + Pending, 0);

    internal SlideOutcome Outcome(SlideState state, string? reason) =>
        new(job.Planned.Path, state, state == SlideState.Indexed ? _committed + Pending : 0, Counts, job.Elapsed, reason) { Notes = job.Notes };
}
