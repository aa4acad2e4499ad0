using System.Diagnostics;

namespace Concord.Indexing;

/// <summary>Embeds series of radiology into a space of a collection, beside its tissue. What is there from the same files is passed over, so a run that was cut off goes on.</summary>
public static class SeriesIndexer
{
    /// <summary>Series a commit.</summary>
    private const int Batch = 32;

    /// <summary>The space that radiology embedded by this model and aggregate goes into, made when the collection lacks it.</summary>
    public static Space SpaceFor(Collection collection, SpaceIdentity model, SeriesInput input, string name)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(model);
        var identity = model with { Series = input };
        return collection.Spaces.FirstOrDefault(space => space.Identity.Id == identity.Id) ?? collection.AddSpace(name, identity, ElementType.Float32);
    }

    /// <summary>
    /// Embeds and links the series of these rows. A case that the collection does not have is added with its patient. A file that cannot be read is reported; of
    /// a series that is one vector, it takes the series with it, since a part of a volume is not the volume.
    /// </summary>
    /// <param name="collection">Open for writing.</param>
    /// <param name="space">A space of radiology.</param>
    /// <param name="embedder">Of the space's model.</param>
    /// <param name="rows">Files may be in any order; those of one case, modality and contrast are one series.</param>
    /// <param name="progress">Series done.</param>
    /// <param name="cancel">Cancels between commits; what was committed stays.</param>
    public static SeriesReport Run(
        Collection collection, Space space, Embedder embedder, IReadOnlyList<SeriesRow> rows, IProgress<Progress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(embedder);
        var input = space.Identity.Series ?? throw new ConcordArgumentException($"Space '{space.Name}' is of tissue; radiology needs a space of its own.");
        space.RequireComparable(embedder.Space with { Series = input });
        var (watch, known) = (Stopwatch.StartNew(), collection.CasePatients());
        var groups = SeriesGroup.Of(rows, known);
        var work = groups.Where(group => !IsStored(collection, space, group.Items(input))).ToList();
        var (skipped, done) = (new List<SkippedFile>(), new List<EmbeddedSeries>());
        foreach (var batch in work.Chunk(Batch))
        {
            var embedded = new EmbeddedSeries[batch.Length];
            Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = cancel }, i => embedded[i] = EmbeddedSeries.Of(batch[i], input, embedder));
            Commit(collection, space, embedded);
            skipped.AddRange(embedded.SelectMany(series => series.Skipped));
            done.AddRange(embedded.Where(series => series.Items.Count > 0));
            progress?.Report(new Progress("radiology", groups.Count - work.Count + done.Count, groups.Count));
        }

        Link(collection, rows);
        var cases = done.Select(series => series.Group.Case).ToHashSet(StringComparer.Ordinal);
        return new SeriesReport(
            done.Count, done.Sum(series => series.Slices), groups.Count - work.Count, cases.Count, cases.Count(name => !known.ContainsKey(name)), skipped, watch.Elapsed);
    }

    private static bool IsStored(Collection collection, Space space, IReadOnlyList<SlideRecord> items) =>
        collection.Stored(space, [.. items.Select(item => item.Name)]).Zip(items).All(pair => pair.First is { Complete: true } stored && stored.IsFrom(pair.Second.Source!));

    private static void Commit(Collection collection, Space space, EmbeddedSeries[] embedded)
    {
        var items = embedded.SelectMany(series => series.Items).ToList();
        if (items.Count > 0) collection.Append(space, items, embedded.SelectMany(series => series.Vectors).ToArray(), complete: true);
    }

    /// <summary>Of the cases that are in the collection now; a case whose every file was skipped is not.</summary>
    private static void Link(Collection collection, IReadOnlyList<SeriesRow> rows)
    {
        var cases = collection.CasePatients();
        collection.LinkSeries([.. rows.Select(row => row.Series).Where(series => cases.ContainsKey(series.Case))]);
    }
}
