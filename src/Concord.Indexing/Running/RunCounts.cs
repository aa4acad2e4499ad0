using System.Diagnostics;

namespace Concord.Indexing;

/// <summary>What a run has done so far. Belongs to the committing thread.</summary>
internal sealed class RunCounts(int slidesToDo)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _tilesOfWhole;

    internal int Slides { get; private set; }

    /// <summary>Tiles committed, those of the slide that is not whole yet too.</summary>
    internal long Tiles { get; private set; }

    /// <summary>Slides that are through, in the plan's order.</summary>
    internal List<SlideOutcome> Outcomes { get; } = [];

    internal IEnumerable<SkippedFile> Skipped => from outcome in Outcomes where outcome.State == SlideState.Failed select new SkippedFile(outcome.File, outcome.Reason!);

    /// <summary>Places of whole slides' grids that were left out, by reason.</summary>
    internal SortedDictionary<DropReason, long> Dropped { get; } = [];

    /// <summary>The slide of which a part is through.</summary>
    internal SlideTally? Current { get; set; }

    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    internal double TilesPerSecond => Tiles == 0 ? 0 : Tiles / Math.Max(Elapsed.TotalSeconds, 1e-9);

    internal void Committed(IReadOnlyList<SlideOutcome> through, int tiles)
    {
        Tiles += tiles;
        IndexMeter.Tiles.Add(tiles);
        foreach (var outcome in through)
        {
            Outcomes.Add(outcome);
            if (outcome.State == SlideState.Failed) IndexMeter.Failures.Add(1);
            else Stored(outcome);
        }
    }

    /// <summary>Tiles of a slide that failed after a part of it was committed.</summary>
    internal void Removed(int tiles) => Tiles -= tiles;

    internal IndexProgress Progress()
    {
        var unopened = Math.Max(0, slidesToDo - Outcomes.Count - (Current is null ? 0 : 1));
        var (known, tiles) = (Slides + (Current is null ? 0 : 1), _tilesOfWhole + (Current?.Kept + Current?.Left - Current?.Job.First ?? 0));
        var total = Tiles + (Current?.Left + Current?.Pending ?? 0) + (known == 0 ? unopened : (long)Math.Round((double)unopened * tiles / known));
        var speed = TilesPerSecond;
        return new IndexProgress(Tiles, total, speed, speed > 0 ? TimeSpan.FromSeconds((total - Tiles) / speed) : null, Current?.Job.Planned.Path ?? (Outcomes.Count > 0 ? Outcomes[^1].File : null));
    }

    private void Stored(SlideOutcome outcome)
    {
        Slides++;
        _tilesOfWhole += outcome.Tiles;
        IndexMeter.Slides.Add(1);
        IndexMeter.SlideSeconds.Record(outcome.Elapsed.TotalSeconds);
        if (outcome.Counts is null) return;
        foreach (var (reason, left) in outcome.Counts.Dropped)
        {
            Dropped[reason] = Dropped.GetValueOrDefault(reason) + left;
            IndexMeter.Dropped.Add(left, new KeyValuePair<string, object?>("reason", reason.ToString().ToLowerInvariant()));
        }
    }
}
