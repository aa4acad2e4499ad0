using Concord.Cli.CommandLine;
using Concord.Cli.Output;
using Concord.Indexing;

namespace Concord.Cli.Service;

/// <summary>What an index job does, on its own thread.</summary>
internal sealed class IndexRun(ServedEngine engine, string? model)
{
    /// <summary>Indexes once, or with `watch` until the job is stopped. Throws what an indexer throws.</summary>
    internal IndexReport Of(IndexJob job, IReadOnlyList<string> paths, Func<LabelTable?> labels, IndexOptions options, bool watch)
    {
        // Else the first files of a plugin's format would be refused because it is still being loaded.
        engine.Plugins.Loaded.AwaitScan(job.Stop);
        var whole = options with { AddedReaders = engine.Plugins.Loaded };
        using var collection = engine.Collections.Write(job.Collection);
        var space = collection.Space();
        using var embedder = Models.Load(space, model, engine.Plugins.Loaded, engine.Accelerator);
        var reports = new List<IndexReport>();
        if (watch) new FolderWatch(paths, labels, whole, Once).Run(job.Stop);
        else Once(IndexPlan.Create(paths, labels(), whole));
        return IndexReport.Sum(reports);

        IndexReport Once(IndexPlan plan)
        {
            reports.Add(new Indexer().Run(collection, space, embedder, plan, ProgressView.From<IndexProgress>(job.Report), job.Stop));
            return reports[^1];
        }
    }
}
