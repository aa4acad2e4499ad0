using Concord.Cli.Output;
using Concord.Indexing;

namespace Concord.Cli.Service;

/// <summary>One run of indexing that outlives the request that started it. Thread-safe.</summary>
/// <param name="id">Its name for clients.</param>
/// <param name="collection">What is filled.</param>
/// <param name="request">What was asked; null for the server's own.</param>
internal sealed class IndexJob(string id, string collection, IndexRequest? request) : IDisposable
{
    private const int Idle = 0, Now = 1, Again = 2;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Func<string, object, bool>> _watchers = [];
    private int _telling;
    private IndexProgress? _progress;
    private IndexReport? _report;
    private volatile string _state = "running";
    private (string Code, string Message)? _error;

    internal string Id => id;

    internal string Collection => collection;

    internal CancellationToken Stop => _stop.Token;

    internal IndexRequest? Request => request;

    /// <summary>"running", and then "done", "failed", "cancelled", or "interrupted" by the end of the engine.</summary>
    internal string State => _state;

    internal bool IsOver => _state != "running";

    /// <summary>A job of an earlier server that was not done.</summary>
    internal static IndexJob Left(string id, JobRecord record) =>
        new(id, record.Request.Collection, record.Request) { _state = record.State == "running" ? "interrupted" : record.State };

    /// <summary>The job as it is, for results and events.</summary>
    internal object Document()
    {
        lock (_gate)
        {
            return new
            {
                job = id,
                collection,
                state = _state,
                done = _progress?.DoneTiles ?? _report?.Tiles ?? 0,
                total = _progress?.TotalTiles ?? _report?.Tiles ?? 0,
                tiles_per_second = _progress?.TilesPerSecond,
                left_seconds = _progress?.Left?.TotalSeconds,
                file = _progress?.CurrentFile is { } file ? Path.GetFileName(file) : null,
                report = _report is null ? null : new
                {
                    slides = _report.Slides,
                    tiles = _report.Tiles,
                    already_indexed = _report.AlreadyIndexed,
                    skipped = SkippedList.Document(_report.Skipped),
                },
                error = _error is { } error ? new { code = error.Code, message = error.Message } : null,
            };
        }
    }

    /// <summary>Sends the events from now on, once however often it was asked for; a watcher that is gone is dropped.</summary>
    internal void Watch(Func<string, object, bool> watcher)
    {
        lock (_gate)
        {
            if (!_watchers.Contains(watcher)) _watchers.Add(watcher);
        }
    }

    internal void Report(IndexProgress progress)
    {
        lock (_gate) _progress = progress;
        Tell();
    }

    internal void Ended(string state, IndexReport? report, (string Code, string Message)? error)
    {
        lock (_gate) (_state, _report, _error) = (state, report, error);
        Tell();
    }

    internal void Cancel()
    {
        lock (_gate)
        {
            if (!IsOver) _stop.Cancel();
        }
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>From a thread of the pool, so that no client that is slow to read holds up the indexing. What was not told before something newer came is left out; the last is told always.</summary>
    private void Tell()
    {
        if (Interlocked.Exchange(ref _telling, Again) == Idle) ThreadPool.UnsafeQueueUserWorkItem(_ => TellUntilAllIsTold(), null);
    }

    private void TellUntilAllIsTold()
    {
        do
        {
            Volatile.Write(ref _telling, Now);
            TellWatchers();
        }
        while (Interlocked.CompareExchange(ref _telling, Idle, Now) != Now);
    }

    private void TellWatchers()
    {
        List<Func<string, object, bool>> watchers;
        lock (_gate) watchers = [.. _watchers];
        var document = Document();
        foreach (var watcher in watchers.Where(watcher => !watcher("job", document)))
        {
            lock (_gate) _watchers.Remove(watcher);
        }
    }
}
