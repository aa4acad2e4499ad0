using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Concord.Interop;

namespace Concord.Indexing;

/// <summary>Workers on threads of their own, the feed between, and the calling thread that commits.</summary>
internal sealed class Pipeline : IDisposable
{
    /// <summary>How long the committer sleeps for the next chunk before it looks at the clock.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly ITileSink _sink;
    private readonly Embedder _embedder;
    private readonly IndexOptions _options;
    private readonly ISlideOpener _opener;
    private readonly SlideFeed _feed;
    private readonly RunCounts _counts;
    private readonly int _workers;
    private readonly CancellationTokenSource _stop = new();
    private ExceptionDispatchInfo? _broken;

    internal Pipeline(ITileSink sink, Embedder embedder, IndexOptions options, IReadOnlyList<SlideTask> todo)
    {
        (_sink, _embedder, _options, _opener) = (sink, embedder, options, options.Opener());
        // A slide is shared by several workers, so even one file can use them all.
        _workers = todo.Count == 0 ? 0 : options.WorkerCount;
        _feed = new SlideFeed(todo, _workers, embedder.Dimension, _stop.Token);
        _counts = new RunCounts(todo.Count);
    }

    internal RunCounts Run(IndexLog? log, IProgress<IndexProgress>? progress, CancellationToken ct)
    {
        using var stopping = ct.UnsafeRegister(static pipeline => ((Pipeline)pipeline!).Stop(), this);
        var threads = Enumerable.Range(0, _workers).Select(StartWorker).ToList();
        try
        {
            Commit(log, progress);
        }
        finally
        {
            Stop();
            foreach (var thread in threads) thread.Join();
        }

        _broken?.Throw();
        ct.ThrowIfCancellationRequested();
        return _counts;
    }

    public void Dispose()
    {
        _opener.Dispose();
        _stop.Dispose();
    }

    private void Stop()
    {
        _stop.Cancel();
        _feed.Wake();
    }

    private Thread StartWorker(int number)
    {
        var thread = new Thread(Work) { IsBackground = true, Name = $"concord embed {number}" };
        thread.Start();
        return thread;
    }

    private void Work()
    {
        try
        {
            if (_options.Background) ThreadPriorities.LowerThisThread();
            using var worker = new Worker(_embedder, _options, _opener, _feed);
            worker.Run();
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            Interlocked.CompareExchange(ref _broken, ExceptionDispatchInfo.Capture(e), null);
            Stop();
        }
        catch (OperationCanceledException)
        {
            // Stopped in the midst of a slide: the next run goes on with it.
        }
        finally
        {
            _feed.Leave();
        }
    }

    /// <summary>Runs until the workers are done, or stopped and what they finished in order is taken: that is kept either way.</summary>
    private void Commit(IndexLog? log, IProgress<IndexProgress>? progress)
    {
        var batch = new CommitBatch(_sink, _counts, _options, log);
        var reported = Stopwatch.GetTimestamp();
        for (var ended = false; !ended;)
        {
            if (_feed.Next(Patience, out ended) is { } next) batch.Add(next.Job, next.Chunk);
            batch.CommitIfDue();
            if (progress is null || Stopwatch.GetElapsedTime(reported) < ProgressInterval) continue;
            progress.Report(_counts.Progress());
            reported = Stopwatch.GetTimestamp();
        }

        batch.Commit();
        progress?.Report(_counts.Progress());
    }
}
