using System.Collections.Concurrent;
using Concord.Cli.Output;
using Concord.Indexing;
using Concord.Protocol;

namespace Concord.Cli.Service;

/// <summary>
/// The indexing that a server does: one job a collection at a time, each on a thread of its own. What a client asked for is recorded until it is done, so that it can be resumed when the engine has ended in
/// between. Thread-safe.
/// </summary>
internal sealed class IndexJobs : IDisposable
{
    private const int Kept = 100;

    private readonly Lock _gate = new();
    private readonly ServedEngine _engine;
    private readonly JobRecords _records;
    private readonly IndexRun _run;
    private readonly List<(IndexJob Job, Thread? Thread)> _jobs;
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _watched = new(StringComparer.Ordinal);
    private int _started;
    private volatile bool _stopping;

    /// <param name="engine">Whose collections and files these are.</param>
    /// <param name="model">Where the model of the collections lies; null: in the store.</param>
    /// <param name="records">Of this server's jobs: those that an earlier one left are there from the start.</param>
    internal IndexJobs(ServedEngine engine, string? model, JobRecords records)
    {
        (_engine, _records, _run) = (engine, records, new IndexRun(engine, model));
        var left = records.Read();
        _started = left.Count == 0 ? 0 : left[^1].Number;
        _jobs = [.. left.TakeLast(Kept).Select(entry => (IndexJob.Left(JobRecords.Name(entry.Number), entry.Record), (Thread?)null))];
    }

    internal IReadOnlyList<IndexJob> All
    {
        get
        {
            lock (_gate) return [.. _jobs.Select(entry => entry.Job)];
        }
    }

    internal IndexJob Find(string id) => All.FirstOrDefault(job => job.Id == id) ?? throw new RpcException("not_found", $"there is no job \"{id}\"; index.list names those there are");

    /// <summary>Starts a job that was asked for. With <see cref="IndexRequest.Watch"/> it goes on until it is cancelled.</summary>
    internal IndexJob Start(IndexRequest request)
    {
        _engine.Collections.Open(request.Collection);
        return Start(id => new IndexJob(id, request.Collection, request), request.Paths, () => request.Labels is { } labels ? LabelTable.Read(labels) : null, request.Options(), request.Watch);
    }

    /// <summary>Watches folders of the server's own settings, which start anew with every server.</summary>
    internal IndexJob Watch(string collection, IReadOnlyList<string> folders) => Watch(null, collection, folders);

    /// <summary>Goes on with a job that was cancelled, failed or was interrupted: what it has finished is not done again. It keeps its id.</summary>
    internal IndexJob Resume(string id)
    {
        var job = Find(id);
        if (job.State == "done") throw new RpcException("bad_argument", $"job {id} is done; index.start looks for what came since");
        if (!job.IsOver) throw new RpcException("locked", $"job {id} is running");
        if (job.Request is not { } asked) return Watch(id, job.Collection, _watched[id]);
        var request = asked.Below(_engine.Files);
        return Start(_ => new IndexJob(id, request.Collection, request), request.Paths, () => request.Labels is { } labels ? LabelTable.Read(labels) : null, request.Options(), request.Watch);
    }

    /// <summary>Asks all jobs to end, since the engine does: they can be resumed by the next.</summary>
    internal void StopAll()
    {
        _stopping = true;
        foreach (var job in All) job.Cancel();
    }

    /// <summary>Stops all jobs and waits for them: what they finished is committed.</summary>
    public void Dispose()
    {
        StopAll();
        List<(IndexJob Job, Thread? Thread)> jobs;
        lock (_gate) jobs = [.. _jobs];
        foreach (var (job, thread) in jobs)
        {
            thread?.Join();
            job.Dispose();
        }
    }

    private IndexJob Watch(string? again, string collection, IReadOnlyList<string> folders)
    {
        return Start(Make, folders, () => null, new IndexOptions { Background = true }, watch: true);

        IndexJob Make(string id)
        {
            _watched[again ?? id] = folders;
            return new IndexJob(again ?? id, collection, request: null);
        }
    }

    private IndexJob Start(Func<string, IndexJob> make, IReadOnlyList<string> paths, Func<LabelTable?> labels, IndexOptions options, bool watch)
    {
        options.Check();
        lock (_gate)
        {
            if (_stopping) throw new RpcException("stopping", "the engine stops; the next one can be asked");
            var job = make(JobRecords.Name(_started + 1));
            if (_jobs.FirstOrDefault(entry => entry.Job.Collection == job.Collection && !entry.Job.IsOver).Job is { } other)
                throw new RpcException("locked", $"job {other.Id} is indexing {job.Collection}; wait for it or cancel it");
            if (job.Request is { } request) _records.Write(job.Id, new JobRecord(request, "running"));
            if (job.Id == JobRecords.Name(_started + 1)) _started++;
            var thread = new Thread(() => Run(job, paths, labels, options, watch)) { IsBackground = true, Name = $"concord {job.Id}" };
            Forget(job.Id);
            _jobs.Add((job, thread));
            thread.Start();
            return job;
        }
    }

    private void Run(IndexJob job, IReadOnlyList<string> paths, Func<LabelTable?> labels, IndexOptions options, bool watch)
    {
        try
        {
            var report = _run.Of(job, paths, labels, options, watch);
            End(job, job.Stop.IsCancellationRequested ? Stopped : "done", report, null);
        }
        catch (OperationCanceledException)
        {
            End(job, Stopped, null, null);
        }
        catch (Exception e)
        {
            var failure = FailureTable.Describe(e);
            End(job, "failed", null, (failure.Code, failure.Message));
        }
    }

    private string Stopped => _stopping ? "interrupted" : "cancelled";

    /// <summary>The record first: who is told of the end may ask for more at once.</summary>
    private void End(IndexJob job, string state, IndexReport? report, (string Code, string Message)? error)
    {
        try
        {
            if (state == "done") _records.Remove(job.Id);
            else if (job.Request is { } request && state != "interrupted") _records.Write(job.Id, new JobRecord(request, state));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next engine offers to resume what is done: then there is nothing left to do.
        }

        job.Ended(state, report, error);
    }

    /// <summary>Makes room: for the job's next run, and below the limit.</summary>
    private void Forget(string again)
    {
        if (_jobs.FindIndex(entry => entry.Job.Id == again) is var same and >= 0) Remove(same);
        while (_jobs.Count >= Kept && _jobs.FindIndex(entry => entry.Job.IsOver) is var over and >= 0)
        {
            _records.Remove(_jobs[over].Job.Id);
            Remove(over);
        }
    }

    private void Remove(int at)
    {
        _jobs[at].Job.Dispose();
        _jobs.RemoveAt(at);
    }
}
