using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Concord.Indexing;

/// <summary>Workers on threads of their own, a bounded queue, and the calling thread that commits.</summary>
internal sealed class Pipeline : IDisposable
{
    private const int QueuedSlidesPerWorker = 64;
    /// <summary>How long the committer sleeps for the next slide before it looks at the clock.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly ITileSink _sink;
    private readonly Embedder _embedder;
    private readonly IndexOptions _options;
    private readonly ISlideOpener _opener;
    private readonly IReadOnlyList<PlannedSlide> _todo;
    private readonly BlockingCollection<FinishedSlide> _finished;
    private readonly CancellationTokenSource _stop = new();
    private ExceptionDispatchInfo? _broken;
    private int _next = -1;
    private int _running;

    internal Pipeline(ITileSink sink, Embedder embedder, IndexOptions options, IReadOnlyList<PlannedSlide> todo)
    {
        (_sink, _embedder, _options, _opener, _todo) = (sink, embedder, options, options.Opener(), todo);
        _running = Math.Min(options.WorkerCount, Math.Max(1, todo.Count));
        _finished = new BlockingCollection<FinishedSlide>(QueuedSlidesPerWorker * _running);
    }

    internal RunCounts Run(IProgress<IndexProgress>? progress, CancellationToken ct)
    {
        using var _ = ct.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        var counts = new RunCounts(_todo.Count);
        var threads = Enumerable.Range(0, _running).Select(StartWorker).ToList();
        try
        {
            Commit(counts, progress);
        }
        finally
        {
            _stop.Cancel();
            foreach (var thread in threads) thread.Join();
        }

        _broken?.Throw();
        ct.ThrowIfCancellationRequested();
        return counts;
    }

    public void Dispose()
    {
        _opener.Dispose();
        _finished.Dispose();
        _stop.Dispose();
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
            new Worker(_embedder, _options, _opener, Hand).Run(Next, _stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            Interlocked.CompareExchange(ref _broken, ExceptionDispatchInfo.Capture(e), null);
            _stop.Cancel();
        }
        catch (OperationCanceledException)
        {
            // Stopped while it waited for room in the queue: what it held is embedded again by the next run.
        }
        finally
        {
            if (Interlocked.Decrement(ref _running) == 0) _finished.CompleteAdding();
        }
    }

    private PlannedSlide? Next()
    {
        var index = Interlocked.Increment(ref _next);
        return index < _todo.Count ? _todo[index] : null;
    }

    private void Hand(FinishedSlide slide) => _finished.Add(slide, _stop.Token);

    /// <summary>Runs until the workers are done, or stopped and the queue is empty: what was finished is kept either way.</summary>
    private void Commit(RunCounts counts, IProgress<IndexProgress>? progress)
    {
        var batch = new CommitBatch(_sink, counts, _options);
        var reported = Stopwatch.GetTimestamp();
        while (!_finished.IsCompleted)
        {
            if (_finished.TryTake(out var slide, (int)Wait.TotalMilliseconds)) batch.Add(slide);
            batch.CommitIfDue();
            if (progress is null || Stopwatch.GetElapsedTime(reported) < ProgressInterval) continue;
            progress.Report(counts.Progress(batch.LastFile));
            reported = Stopwatch.GetTimestamp();
        }

        batch.Commit();
        progress?.Report(counts.Progress(batch.LastFile));
    }
}
