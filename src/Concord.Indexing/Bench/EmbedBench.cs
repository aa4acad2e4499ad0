namespace Concord.Indexing;

/// <summary>
/// How close the pipeline comes to what its parts allow. Decoding, preprocessing and inference are each run alone, on all cores, and
/// their CPU seconds a tile taken; the ideal is cores ÷ their sum. The pipeline then indexes the same tiles into a collection in a
/// temporary folder, durably. All four are measured in turns, since a machine's speed drifts; each figure is the median of the rounds.
/// </summary>
public static class EmbedBench
{
    private const int Rounds = 5;
    private static readonly int[] BatchSizes = [1, 2, 4, 8, 16];

    /// <summary>
    /// Measures a model on an image plan. Results: "embed.decode", "embed.tissue" (of whole slides: what finding it costs, which is not in the ideal),
    /// "embed.preprocess", "embed.infer" (CPU seconds a tile, infer at the best batch size), "embed.pipeline" (tiles/s, with the ideal as ceiling) and "embed.pipeline.cpu" (CPU seconds a tile of the
    /// whole pipeline, collection included, with the parts' sum as ceiling: the figure to trust on a machine that others use too; what worker processes
    /// spend is in it, on Unix), "process.peak" (MiB).
    /// Throws what reading and indexing throw.
    /// </summary>
    public static IReadOnlyList<EmbedBenchResult> Run(Model model, IndexPlan plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(plan);
        var parts = new EmbedParts(model, plan.Options, [.. plan.Slides.Select(slide => slide.Path)], ct);
        var batch = parts.BestBatch(BatchSizes, ct);
        _ = EmbedPipelineRun.Measure(model, batch, plan, ct);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Round(parts, model, batch, plan, ct)).ToList();
        return
        [
            Part("embed.decode", Median(rounds, round => round.Decode)),
            .. rounds[0].Tissue is null ? [] : new[] { Part("embed.tissue", Median(rounds, round => round.Tissue!.Value)) },
            Part("embed.preprocess", Median(rounds, round => round.Preprocess)),
            Part($"embed.infer.batch{batch}", Median(rounds, round => round.Infer)),
            Whole("embed.pipeline", "tiles/s", rounds, round => round.Run.TilesPerSecond, round => round.Ideal, round => round.Run.TilesPerSecond / round.Ideal),
            Part("process.peak", Peak(), "MiB"),
            Whole("embed.pipeline.cpu", "CPU s/tile", rounds, round => round.Run.CpuSecondsPerTile, round => round.Sum, round => round.Sum / round.Run.CpuSecondsPerTile),
        ];
    }

    private static EmbedRound Round(EmbedParts parts, Model model, int batch, IndexPlan plan, CancellationToken ct) =>
        new(parts.Decode(ct), parts.Tissue(ct), parts.Preprocess(ct), parts.Infer(batch, ct), EmbedPipelineRun.Measure(model, batch, plan, ct));

    private static EmbedBenchResult Part(string name, double figure, string unit = "CPU s/tile") => new(name, figure, null, null, null, null, unit);

    /// <summary>The most memory that this process held, the model and the parts' own buffers included.</summary>
    private static double Peak()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / (1024.0 * 1024);
    }

    private static EmbedBenchResult Whole(
        string name, string unit, List<EmbedRound> rounds, Func<EmbedRound, double> ours, Func<EmbedRound, double> ceiling, Func<EmbedRound, double> share) =>
        new(name, Median(rounds, ours), null, null, Median(rounds, ceiling), Median(rounds, share), unit);

    private static double Median(List<EmbedRound> rounds, Func<EmbedRound, double> figure) => rounds.Select(figure).Order().ElementAt(Rounds / 2);
}
