using System.Diagnostics;

namespace Concord.Indexing;

/// <summary>What a run has done so far. Belongs to the committing thread.</summary>
internal sealed class RunCounts(int slidesToDo)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    internal int Slides { get; private set; }

    internal long Tiles { get; private set; }

    internal List<SkippedFile> Skipped { get; } = [];

    /// <summary>Places of whole slides' grids that were left out, by reason.</summary>
    internal SortedDictionary<DropReason, long> Dropped { get; } = [];

    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    internal double TilesPerSecond => Tiles == 0 ? 0 : Tiles / Math.Max(Elapsed.TotalSeconds, 1e-9);

    internal void Committed(int slides, int tiles)
    {
        Slides += slides;
        Tiles += tiles;
    }

    internal void LeftOut(TileCounts counts)
    {
        foreach (var (reason, tiles) in counts.Dropped) Dropped[reason] = Dropped.GetValueOrDefault(reason) + tiles;
    }

    internal IndexProgress Progress(string? currentFile)
    {
        var left = slidesToDo - Slides - Skipped.Count;
        var total = Slides == 0 ? slidesToDo : Tiles + (long)Math.Round((double)left * Tiles / Slides);
        var speed = TilesPerSecond;
        return new IndexProgress(Tiles, total, speed, speed > 0 ? TimeSpan.FromSeconds((total - Tiles) / speed) : null, currentFile);
    }
}
