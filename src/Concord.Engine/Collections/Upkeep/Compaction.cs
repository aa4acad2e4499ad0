using Concord.Interop;

namespace Concord;

/// <summary>
/// Turns what a space has stored (its generation and tail, deleted rows left out) into one new generation. The build runs beside appends and
/// searches: only rows committed before it began go in. Files are replaced by one commit; the old ones are removed after it.
/// </summary>
internal sealed class Compaction(CollectionWriter writer, CatalogReaders readers, SpaceViews views)
{
    private readonly CollectionFolder _folder = writer.Folder;

    /// <summary>Rows kept, rows dropped, files removed; null when there was nothing to do.</summary>
    internal (long Kept, long Dropped, int Files)? Run(Space space, IProgress<Progress>? progress, CancellationToken token)
    {
        // From here on appended rows go into new segments, which stay as they are.
        writer.Alone(() =>
        {
            writer.Seal(space);
            return true;
        });
        using var read = readers.Begin();
        var view = views.Get(space, read);
        var segments = read.Catalog.Read(CatalogSchema.Segments, "WHERE space = $1", space.Number).Select(SegmentRow.From).ToArray();
        var generation = read.Catalog.Read(CatalogSchema.Generations, "WHERE space = $1", space.Number).Select(GenerationRow.From).SingleOrDefault();
        if (segments.Length == 0 && view.StoredRows == view.Runs.LiveRows) return null;
        var fresh = Build(space, view, (generation?.Number ?? 0) + 1, progress, token);
        writer.Change(change => Replace(change, space, segments, fresh));
        var files = segments.Select(s => _folder.Segment(space.Key, s.File)).ToList();
        if (generation?.File is { } old) files.Add(_folder.Generation(space.Key, old));
        foreach (var file in files) File.Delete(file);
        return (view.Runs.LiveRows, view.StoredRows - view.Runs.LiveRows, files.Count);
    }

    private GenerationRow Build(Space space, SpaceView view, long number, IProgress<Progress>? progress, CancellationToken token)
    {
        if (view.Runs.LiveRows == 0) return new GenerationRow(space.Number, number, null, 0, 0);
        var file = $"generation-{number}.cgen";
        var path = _folder.Generation(space.Key, file);
        // A build cut off after its rename, in this process, left it; nothing names it.
        File.Delete(path);
        var options = new BuildOptions
        {
            Metric = NativeMetric.L2,
            Collection = writer.Id,
        };
        ProgressReport? report = progress is null ? null : (done, total) => progress.Report(new Progress($"compacting {space.Name}", done, total));
        Generation.Build(path, view.Sources, options, view.Runs.Alive, report, token);
        using var built = Source.OpenGeneration(path, writer.Id);
        if (built.Info.Rows != view.Runs.LiveRows) throw new ConcordException(ConcordErrorCode.Internal,
            $"The new generation of space '{space.Name}' has {built.Info.Rows} rows instead of {view.Runs.LiveRows}; the old files stay.");
        return new GenerationRow(space.Number, number, file, built.Info.Rows, built.Info.FileBytes);
    }

    private static bool Replace(CatalogTransaction change, Space space, SegmentRow[] segments, GenerationRow fresh)
    {
        foreach (var segment in segments)
        {
            change.Catalog.Execute("DELETE FROM commits WHERE segment = $1", segment.Id);
            change.Catalog.Execute("DELETE FROM segments WHERE id = $1", segment.Id);
        }
        fresh.Put(change.Catalog);
        change.Change(change.Space(space.Number));
        change.Note("compact", fresh.Rows);
        return true;
    }
}
