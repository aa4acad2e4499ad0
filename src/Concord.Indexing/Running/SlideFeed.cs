using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Concord.Indexing;

/// <summary>
/// Hands work to the workers and finished chunks to the committer, in the order of the plan: whatever the number of workers and whatever happened to
/// earlier runs, the same files get the same tile ids. A worker stays with its slide, since its reader keeps what neighbours share; it helps with others'
/// when there is none of its own to be had. What is ahead of the committer is bounded, so memory is too. Thread-safe.
/// </summary>
internal sealed class SlideFeed
{
    /// <summary>Tiles a worker takes at once of a whole slide: neighbours share what the reader has decoded.</summary>
    internal const int ChunkTiles = 32;

    /// <summary>Tiles that may be ahead of the committer; 12 MiB of vectors for each worker at 1,536 dimensions.</summary>
    private const int AheadPerWorker = 2048;
    private const int OpenSlidesPerWorker = 256;

    /// <summary>Chunks of the first slide in order that may be under way for each worker, room or not: the others wait for it.</summary>
    private const int FirstPerWorker = 2;

    private readonly object _gate = new();
    private readonly IReadOnlyList<SlideTask> _tasks;
    private readonly int _workers;
    private readonly int _dimension;
    private readonly Queue<SlideJob> _open = [];
    private int _nextTask;
    private int _ahead;
    private int _running;

    internal SlideFeed(IReadOnlyList<SlideTask> tasks, int workers, int dimension, CancellationToken stopping)
    {
        (_tasks, _workers, _dimension, Stopping) = (tasks, workers, dimension, stopping);
        _running = workers;
    }

    /// <summary>Set when the run stops: what is begun is dropped.</summary>
    internal CancellationToken Stopping { get; }

    /// <summary>What the worker does next. With `wait` false it is never kept waiting, and told to flush instead. `own`: the slide it has open.</summary>
    internal FeedStep Take(bool wait, SlideJob? own, out SlideJob? job, out TileChunk? chunk)
    {
        lock (_gate)
        {
            while (true)
            {
                (job, chunk) = (null, null);
                if (Stopping.IsCancellationRequested) return FeedStep.End;
                if (own is not null && TakeChunk([own], out job, out chunk)) return FeedStep.Embed;
                if (OpenNext(out job)) return FeedStep.Open;
                if (TakeChunk(_open, out job, out chunk)) return FeedStep.Embed;
                if (_nextTask == _tasks.Count && _open.All(open => open.Failure is not null || (open.Opened && !open.HasMore))) return FeedStep.End;
                if (!wait) return FeedStep.Flush;
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>The slide is open: its tiles are there for everyone.</summary>
    internal void Opened(SlideJob job, string tiling, IReadOnlyList<TileRecord> tiles, RegionPlan region, TileCounts? counts) =>
        Change(() => job.Open(tiling, tiles, region, counts));

    /// <summary>A plain image was decoded: all its tiles are one chunk, and the caller's.</summary>
    internal TileChunk OpenedWhole(SlideJob job, string tiling, IReadOnlyList<TileRecord> tiles)
    {
        lock (_gate)
        {
            job.Open(tiling, tiles, default, null);
            return HandOut(job, tiles.Count - job.Next);
        }
    }

    /// <summary>All tiles of the chunk are done.</summary>
    internal void Finish(TileChunk chunk) => Change(() => chunk.Ready = true);

    /// <summary>The slide fails, as a whole: its other chunks are for nothing.</summary>
    internal void Fail(SlideJob job, string reason) => Change(() => job.Failure ??= reason);

    /// <summary>A worker ended.</summary>
    internal void Leave() => Change(() => _running--);

    /// <summary>Wakes the workers, when the run stops.</summary>
    internal void Wake() => Change(() => { });

    /// <summary>
    /// The next chunk in order, for the committer: null while the next one is not ready. A slide that failed comes once, without a chunk. `ended`: nothing
    /// will come any more; after a stop that is as soon as the next one in order will never be ready.
    /// </summary>
    internal (SlideJob Job, TileChunk? Chunk)? Next(TimeSpan patience, out bool ended)
    {
        var until = Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency);
        lock (_gate)
        {
            while (true)
            {
                if (Ready() is { } ready)
                {
                    ended = false;
                    Monitor.PulseAll(_gate);
                    return ready;
                }

                ended = _running == 0;
                var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until);
                if (ended || left <= TimeSpan.Zero || !Monitor.Wait(_gate, left)) return null;
            }
        }
    }

    private (SlideJob Job, TileChunk? Chunk)? Ready()
    {
        if (!_open.TryPeek(out var job)) return null;
        if (job.Failure is not null)
        {
            _open.Dequeue();
            _ahead -= job.Chunks.Sum(chunk => chunk.Count);
            return (job, null);
        }

        if (!job.Opened || (job.Chunks.TryPeek(out var first) ? !first.Ready : !job.IsOver)) return null;
        var chunk = job.Chunks.TryDequeue(out var taken) ? taken : new TileChunk(job, job.Next, 0, _dimension);
        _ahead -= chunk.Count;
        if (job.IsOver) _open.Dequeue();
        return (job, chunk);
    }

    private bool TakeChunk(IEnumerable<SlideJob> among, [NotNullWhen(true)] out SlideJob? job, [NotNullWhen(true)] out TileChunk? chunk)
    {
        (job, chunk) = (null, null);
        foreach (var open in among)
        {
            if (!open.HasMore || !(HasRoom || (open == _open.Peek() && open.Chunks.Count < FirstPerWorker * _workers))) continue;
            (job, chunk) = (open, HandOut(open, Math.Min(ChunkTiles, open.Tiles.Count - open.Next)));
            return true;
        }

        return false;
    }

    private bool OpenNext([NotNullWhen(true)] out SlideJob? job)
    {
        job = null;
        if (_nextTask == _tasks.Count || !((HasRoom && _open.Count < OpenSlidesPerWorker * _workers) || _open.Count == 0)) return false;
        if (_open.Count(open => open.HasMore) >= _workers) return false;
        _open.Enqueue(job = new SlideJob(_tasks[_nextTask++]));
        return true;
    }

    private bool HasRoom => _ahead < AheadPerWorker * _workers;

    private TileChunk HandOut(SlideJob job, int count)
    {
        var chunk = new TileChunk(job, job.Next, count, _dimension);
        job.Next += count;
        job.Chunks.Enqueue(chunk);
        _ahead += count;
        return chunk;
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            Monitor.PulseAll(_gate);
        }
    }
}
