using Concord.Interop;

namespace Concord.Indexing;

/// <summary>The whole pipeline on the same images, into a collection of its own that is deleted afterwards.</summary>
internal sealed record EmbedPipelineRun(double TilesPerSecond, double CpuSecondsPerTile)
{
    private const int WarmUpSlides = 64;

    /// <summary>A short run first, so that what the runtime compiles is not counted: the parts are measured warm too.</summary>
    internal static EmbedPipelineRun Measure(Model model, int batch, IndexPlan plan, CancellationToken ct)
    {
        using var embedder = Embedder.Load(model, options: new EmbedderOptions(BatchSize: batch));
        Once(embedder, new IndexPlan([.. plan.Slides.Take(WarmUpSlides)], [], [], plan.Options), ct);
        return Once(embedder, plan, ct);
    }

    /// <summary>Worker processes have ended, and been waited for, when a run returns.</summary>
    private static TimeSpan CpuTime() => Environment.CpuUsage.TotalTime + ChildProcesses.CpuTime;

    private static EmbedPipelineRun Once(Embedder embedder, IndexPlan plan, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("concord-bench-");
        try
        {
            var options = new CollectionOptions { Space = embedder.Space };
            using var collection = Collection.Create(Path.Combine(folder.FullName, "bench.concord"), options);
            var started = CpuTime();
            var report = new Indexer().Run(collection, collection.Space(), embedder, plan, null, ct);
            var cpu = (CpuTime() - started).TotalSeconds;
            return new EmbedPipelineRun(report.TilesPerSecond, cpu / Math.Max(1, report.Tiles));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
