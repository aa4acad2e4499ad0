using Concord.Indexing;

namespace Concord.Study;

/// <summary>
/// How much a descriptor loses when the queries come from a laboratory that stains otherwise: every labelled image asks, once as it is and
/// once with its haematoxylin and eosin densities each scaled by a random factor; the archive stays as it is. Patients are excluded from
/// their own answers. The model and a plain colour histogram are measured side by side.
/// </summary>
public static class StainBench
{
    /// <summary>Densities are scaled by factors between 1 − this and 1 + this.</summary>
    public const float Spread = 0.2f;

    /// <summary>
    /// Measures an embedder on the labelled images of a plan. Throws <see cref="ConcordArgumentException"/> when fewer than two images
    /// have a label, and what reading an image throws. The stains are drawn anew <paramref name="seeds"/> times.
    /// </summary>
    public static StainBenchReport Run(IndexPlan plan, Embedder embedder, int seeds, IProgress<Progress>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(embedder);
        var slides = plan.Slides.Where(slide => slide.Slide.Labels.ContainsKey("label")).ToList();
        if (slides.Count < 2) throw new ConcordArgumentException($"{slides.Count} images have a label; at least 2 are needed to compare");
        if (seeds < 1) throw new ConcordArgumentException($"the stains cannot be drawn {seeds} times; once at least");
        var model = new StainTrial(slides, 1 + seeds);
        var histogram = new StainTrial(slides, 1 + seeds);
        int done = 0;
        var threads = new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, slides.Count, threads, image =>
        {
            var original = ImageFile.Read(slides[image].Path);
            for (int variant = 0; variant <= seeds; variant++)
            {
                var seen = variant == 0 ? original : Shift(image, variant).Apply(original);
                model.Set(variant, image, embedder.Embed(seen));
                histogram.Set(variant, image, ColourHistogram.Of(seen));
            }

            progress?.Report(new Progress("stain", Interlocked.Increment(ref done), slides.Count));
        });
        return new StainBenchReport(slides.Count, seeds, model.Measure("model", cancel), histogram.Measure("colour histogram", cancel));
    }

    private static StainShift Shift(int image, int seed)
    {
        var random = new RandomStream((ulong)seed, (ulong)image);
        return new StainShift(random.Between(1 - Spread, 1 + Spread), random.Between(1 - Spread, 1 + Spread));
    }
}
