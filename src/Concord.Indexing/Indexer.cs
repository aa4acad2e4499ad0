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
    /// embedder's vectors do not belong to the space.
    /// </summary>
    [SuppressMessage("Performance", "CA1822", Justification = "An object, so that a host can hand it on and later settings have a place.")]
    public IndexReport Run(
        Collection collection, Space space, Embedder embedder, IndexPlan plan, IProgress<IndexProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(embedder);
        ArgumentNullException.ThrowIfNull(plan);
        space.RequireComparable(embedder.Space);
        var report = Run(new CollectionSink(collection, space), embedder, plan, progress, ct);
        collection.RecordIndexing(space, report.Slides, report.Elapsed);
        return report;
    }

    internal static IndexReport Run(
        ITileSink sink, Embedder embedder, IndexPlan plan, IProgress<IndexProgress>? progress, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var work = IndexWork.Sort(sink, plan, ct);
        if (work.Relabelled.Count > 0) sink.UpdateLabels(work.Relabelled);
        using var pipeline = new Pipeline(sink, embedder, plan.Options, work.Todo);
        var counts = pipeline.Run(progress, ct);
        return new IndexReport(
            counts.Slides, counts.Tiles, work.Present, [.. work.Clashes, .. counts.Skipped, .. plan.Missing], counts.TilesPerSecond, counts.Elapsed)
        {
            Dropped = counts.Dropped,
        };
    }
}
