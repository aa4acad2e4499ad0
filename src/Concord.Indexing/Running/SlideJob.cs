using System.Diagnostics;

namespace Concord.Indexing;

/// <summary>
/// A slide under way. Several workers may embed chunks of it at once; its chunks are committed in order, which is why a run that was cut off goes on
/// behind the last stored tile. Fields are guarded by the feed's lock, but for those that never change once the slide is open.
/// </summary>
internal sealed class SlideJob(SlideTask task)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    internal SlideTask Task => task;

    internal PlannedSlide Planned => task.Planned;

    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    /// <summary>How it was cut. Set once, by the worker that opened it, with the next three.</summary>
    internal string? Tiling { get; private set; }

    /// <summary>All its tiles, those of earlier runs too.</summary>
    internal IReadOnlyList<TileRecord> Tiles { get; private set; } = [];

    /// <summary>How a tile's pixels are read; the same for all. Not of a plain image.</summary>
    internal RegionPlan Region { get; private set; }

    /// <summary>What became of the places of a whole slide's grid before its pixels were judged; null for a plain image.</summary>
    internal TileCounts? Counts { get; private set; }

    /// <summary>What of its annotations was left out. Set by the worker that opened it, before it is open or has failed.</summary>
    internal IReadOnlyList<string> Notes { get; set; } = [];

    /// <summary>Index of the first tile this run embeds: those before it are stored.</summary>
    internal int First { get; private set; }

    internal bool Opened => Tiling is not null;

    /// <summary>Index of the next tile nobody has taken.</summary>
    internal int Next { get; set; }

    /// <summary>Chunks taken and not committed, in order.</summary>
    internal Queue<TileChunk> Chunks { get; } = [];

    /// <summary>Why it failed. Volatile in effect: read without the lock only to stop early.</summary>
    internal string? Failure { get; set; }

    internal bool HasMore => Opened && Failure is null && Next < Tiles.Count;

    /// <summary>Whether every tile was taken and committed.</summary>
    internal bool IsOver => Opened && Next == Tiles.Count && Chunks.Count == 0;

    internal void Open(string tiling, IReadOnlyList<TileRecord> tiles, RegionPlan region, TileCounts? counts)
    {
        (Tiles, Region, Counts) = (tiles, region, counts);
        First = Next = task.After(tiling) is { } last ? FirstBehind(tiles, last) : 0;
        Tiling = tiling;
    }

    private static int FirstBehind(IReadOnlyList<TileRecord> tiles, (int X, int Y) last)
    {
        for (var i = tiles.Count - 1; i >= 0; i--)
        {
            if ((tiles[i].X, tiles[i].Y) == last) return i + 1;
        }

        return 0;
    }
}
