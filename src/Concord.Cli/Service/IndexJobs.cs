using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;
using Concord.Protocol;

namespace Concord.Cli.Service;

/// <summary>The indexing that a server does: one job a collection at a time, each on a thread of its own. Thread-safe.</summary>
internal sealed class IndexJobs(ServedEngine engine, string? model) : IDisposable
{
    private const int Kept = 100;

    private readonly Lock _gate = new();
    private readonly List<(IndexJob Job, Thread Thread)> _jobs = [];
    private int _started;

    internal IReadOnlyList<IndexJob> All
    {
        get
        {
            lock (_gate) return [.. _jobs.Select(entry => entry.Job)];
        }
    }

    internal IndexJob Find(string id) => All.FirstOrDefault(job => job.Id == id) ?? throw new RpcException("not_found", $"there is no job \"{id}\"; index.list names those there are");

    /// <summary>Starts a job. With `watch` it goes on until it is cancelled.</summary>
    internal IndexJob Start(string collection, IReadOnlyList<string> paths, Func<LabelTable?> labels, IndexOptions options, bool watch)
    {
        options.Check();
        lock (_gate)
        {
            if (_jobs.FirstOrDefault(entry => entry.Job.Collection == collection && !entry.Job.IsOver).Job is { } other)
                throw new RpcException("locked", $"job {other.Id} is indexing {collection}; wait for it or cancel it");
            var job = new IndexJob($"index-{++_started}", collection);
            var thread = new Thread(() => Run(job, paths, labels, options, watch)) { IsBackground = true, Name = $"concord {job.Id}" };
            Forget();
            _jobs.Add((job, thread));
            thread.Start();
            return job;
        }
    }

    /// <summary>Stops all jobs and waits for them: what they finished is committed.</summary>
    public void Dispose()
    {
        List<(IndexJob Job, Thread Thread)> jobs;
        lock (_gate) jobs = [.. _jobs];
        jobs.ForEach(entry => entry.Job.Cancel());
        foreach (var (job, thread) in jobs)
        {
            thread.Join();
            job.Dispose();
        }
    }

    private void Run(IndexJob job, IReadOnlyList<string> paths, Func<LabelTable?> labels, IndexOptions options, bool watch)
    {
        try
        {
            // Ended when the collection is free again: whoever waited may write it.
            var report = Index(job, paths, labels, options, watch);
            job.Ended(job.Stop.IsCancellationRequested ? "cancelled" : "done", report, null);
        }
        catch (OperationCanceledException)
        {
            job.Ended("cancelled", null, null);
        }
        catch (Exception e)
        {
            var failure = FailureTable.Describe(e);
            job.Ended("failed", null, (failure.Code, failure.Message));
        }
    }

    private IndexReport Index(IndexJob job, IReadOnlyList<string> paths, Func<LabelTable?> labels, IndexOptions options, bool watch)
    {
        using var collection = engine.Collections.Write(job.Collection);
        var space = collection.Space();
        using var embedder = Models.Load(space, model);
        var reports = new List<IndexReport>();
        if (watch) new FolderWatch(paths, labels, options, Once).Run(job.Stop);
        else Once(IndexPlan.Create(paths, labels(), options));
        return IndexReport.Sum(reports);

        IndexReport Once(IndexPlan plan)
        {
            reports.Add(new Indexer().Run(collection, space, embedder, plan, ProgressView.From<IndexProgress>(job.Report), job.Stop));
            return reports[^1];
        }
    }

    private void Forget()
    {
        while (_jobs.Count >= Kept && _jobs.FindIndex(entry => entry.Job.IsOver) is var over and >= 0)
        {
            _jobs[over].Job.Dispose();
            _jobs.RemoveAt(over);
        }
    }
}
