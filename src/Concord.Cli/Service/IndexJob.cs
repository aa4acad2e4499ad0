using Concord.Cli.Output;
using Concord.Indexing;

namespace Concord.Cli.Service;

/// <summary>One run of indexing that outlives the request that started it. Thread-safe.</summary>
internal sealed class IndexJob(string id, string collection) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Func<string, object, bool>> _watchers = [];
    private IndexProgress? _progress;
    private IndexReport? _report;
    private string _state = "running";
    private (string Code, string Message)? _error;

    internal string Id => id;

    internal string Collection => collection;

    internal CancellationToken Stop => _stop.Token;

    internal bool IsOver => _state != "running";

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

    /// <summary>Sends the events from now on; a watcher that is gone is dropped.</summary>
    internal void Watch(Func<string, object, bool> watcher)
    {
        lock (_gate) _watchers.Add(watcher);
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

    private void Tell()
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
