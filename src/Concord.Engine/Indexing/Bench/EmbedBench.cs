namespace Concord;

/// <summary>
/// How close the pipeline comes to what its parts allow. Decoding, preprocessing and inference are each run alone, on as many threads as
/// the pipeline has, and their CPU seconds a tile taken; the ideal is threads ÷ their sum. The pipeline then indexes the same tiles
/// into a collection in a temporary folder, durably.
/// </summary>
public static class EmbedBench
{
    private static readonly int[] BatchSizes = [1, 2, 4, 8, 16, 32];

    /// <summary>
    /// Measures a model on an image plan. Results: "embed.decode", "embed.preprocess", "embed.infer" (CPU seconds a tile, infer at the
    /// best batch size), "embed.pipeline" (tiles/s, with the ideal as ceiling) and "embed.pipeline.cpu" (CPU seconds a tile of the
    /// whole pipeline, collection included, with the parts' sum as ceiling: the figure to trust on a machine that others use too).
    /// Throws what reading and indexing throw.
    /// </summary>
    public static IReadOnlyList<EmbedBenchResult> Run(Model model, IndexPlan plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var parts = new EmbedParts(model, plan.Options, Images(plan));
        var (batch, infer) = parts.BestInfer(BatchSizes, ct);
        var decode = parts.Decode(ct);
        var preprocess = parts.Preprocess(ct);
        var run = EmbedPipelineRun.Measure(model, batch, plan, ct);
        var sum = decode + preprocess + infer;
        var ideal = plan.Options.WorkerCount / sum;
        return
        [
            Part("embed.decode", decode),
            Part("embed.preprocess", preprocess),
            Part($"embed.infer.batch{batch}", infer),
            new EmbedBenchResult("embed.pipeline", run.TilesPerSecond, null, null, ideal, run.TilesPerSecond / ideal, "tiles/s"),
            new EmbedBenchResult("embed.pipeline.cpu", run.CpuSecondsPerTile, null, null, sum, sum / run.CpuSecondsPerTile, "CPU s/tile"),
        ];
    }

    private static EmbedBenchResult Part(string name, double seconds) => new(name, seconds, null, null, null, null, "CPU s/tile");

    private static IReadOnlyList<string> Images(IndexPlan plan) => [.. plan.Slides.Select(slide => slide.Path)];
}
