using System.Diagnostics.CodeAnalysis;

namespace Concord.Indexing;

/// <summary>
/// Decode, preprocess, infer, pool and append, as a bounded pipeline: each worker does the first four for a run of images on a thread of
/// its own, and the calling thread commits what they finish. Memory stays bounded by the workers' buffers and one commit.
/// </summary>
public sealed class Indexer
{
    /// <summary>
    /// Indexes a plan. Slides that the space holds already, from the same unchanged file, are left out before anything is decoded, so a
    /// run that was stopped is resumed by running it again. A file that cannot be read is reported and the others go on. Throws
    /// <see cref="OperationCanceledException"/> once what was finished is committed; <see cref="ConcordArgumentException"/> when the
    /// embedder's vectors do not belong to the space; <see cref="PluginException"/>, what was finished committed too, when the embedder is a plugin that
    /// will answer no more.
    /// </summary>
    /// <param name="collection">Open for writing.</param>
    /// <param name="space">One of its spaces.</param>
    /// <param name="embedder">Of that space's model.</param>
    /// <param name="plan">What to index, and how.</param>
    /// <param name="progress">Told a few times a second, on the calling thread; or null.</param>
    /// <param name="ct">Stops the run: what was finished in order is committed.</param>
    /// <param name="log">Gets the run's events; or null.</param>
    [SuppressMessage("Performance", "CA1822", Justification = "An object, so that a host can hand it on and later settings have a place.")]
    public IndexReport Run(
        Collection collection, Space space, Embedder embedder, IndexPlan plan, IProgress<IndexProgress>? progress, CancellationToken ct, IndexLog? log = null)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(embedder);
        ArgumentNullException.ThrowIfNull(plan);
        space.RequireComparable(embedder.Space);
        var report = Run(new CollectionSink(collection, space), embedder, plan, progress, ct, log);
        collection.RecordIndexing(space, report.Slides, report.Elapsed);
        return report;
    }

    /// <summary>What a run would do, without reading a slide.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "As above.")]
    public IReadOnlyList<SlideOutcome> Preview(Collection collection, Space space, IndexPlan plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var work = IndexWork.Sort(new CollectionSink(collection, space), plan, ct);
        return [.. Present(work), .. work.Todo.Select(task => Untouched(task.Planned.Path, SlideState.Planned)), .. Unbegun(work, plan)];
    }

    internal static IndexReport Run(
        ITileSink sink, Embedder embedder, IndexPlan plan, IProgress<IndexProgress>? progress, CancellationToken ct, IndexLog? log = null)
    {
        ct.ThrowIfCancellationRequested();
        var work = IndexWork.Sort(sink, plan, ct);
        log?.Started(work, plan);
        try
        {
            if (work.Relabelled.Count > 0) sink.UpdateLabels(work.Relabelled);
            using var pipeline = new Pipeline(sink, embedder, plan.Options, work.Todo);
            var report = Report(plan, work, pipeline.Run(log, progress, ct));
            log?.Ended(report);
            return report;
        }
        catch (Exception e)
        {
            log?.Stopped(e);
            throw;
        }
    }

    private static IndexReport Report(IndexPlan plan, IndexWork work, RunCounts counts) => new(
        counts.Slides, counts.Tiles, work.Present.Count, [.. work.Clashes, .. counts.Skipped, .. plan.Missing], counts.TilesPerSecond, counts.Elapsed)
    {
        Dropped = counts.Dropped,
        Outcomes = [.. Present(work), .. counts.Outcomes, .. Unbegun(work, plan)],
        CutAgain = work.CutAgain,
    };

    private static IEnumerable<SlideOutcome> Present(IndexWork work) => work.Present.Select(slide => Untouched(slide.Path, SlideState.Present));

    private static IEnumerable<SlideOutcome> Unbegun(IndexWork work, IndexPlan plan) =>
        work.Clashes.Concat(plan.Missing).Select(file => Untouched(file.File, SlideState.Failed, file.Reason));

    private static SlideOutcome Untouched(string file, SlideState state, string? reason = null) => new(file, state, 0, null, TimeSpan.Zero, reason);
}
