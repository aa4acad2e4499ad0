namespace Concord.Indexing;

/// <summary>
/// Indexes what comes into folders, until it is stopped. A file is taken once two looks in a row found it the same, so that one being copied is left
/// alone; one that failed is tried again only after it changed. Folders are looked at every few seconds, for what notifies nobody (network shares)
/// too, and at once when the system says that something happened. Belongs to one thread.
/// </summary>
/// <param name="paths">Folders, which must exist; files in them have the names they would have in <see cref="IndexPlan.Create"/>.</param>
/// <param name="labels">Reads the label table anew for each run; null: none.</param>
/// <param name="options">How files are cut.</param>
/// <param name="run">Indexes a plan.</param>
public sealed class FolderWatch(IReadOnlyList<string> paths, Func<LabelTable?> labels, IndexOptions options, Func<IndexPlan, IndexReport> run)
{
    private readonly Dictionary<string, SourceFile> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceFile> _tried = new(StringComparer.Ordinal);

    /// <summary>Waits and indexes until `ct` is cancelled, which is its normal end. Throws what a run throws otherwise.</summary>
    public void Run(CancellationToken ct)
    {
        using var changes = new FolderChanges(paths);
        while (!ct.IsCancellationRequested)
        {
            var waiting = Look(ct);
            if (!ct.IsCancellationRequested) changes.Wait(waiting, ct);
        }
    }

    /// <summary>One look: indexes what has settled; true when something is there that has not.</summary>
    internal bool Look(CancellationToken ct)
    {
        var found = Existing(FoundImage.FindAll(paths, options.AddedReaders));
        var settled = found.Where(file => _seen.GetValueOrDefault(file.Image.Path) == file.Now && _tried.GetValueOrDefault(file.Image.Path) != file.Now).ToList();
        var unsettled = found.Any(file => _seen.GetValueOrDefault(file.Image.Path) != file.Now);
        _seen.Clear();
        foreach (var (image, now) in found) _seen[image.Path] = now;
        if (settled.Count > 0) Index(settled, ct);
        return unsettled;
    }

    private void Index(List<(FoundImage Image, SourceFile Now)> files, CancellationToken ct)
    {
        try
        {
            run(new IndexPlanner(labels(), options).Plan([.. files.Select(file => file.Image)]));
            foreach (var (image, now) in files) _tried[image.Path] = now;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopped: what was finished is stored.
        }
    }

    /// <summary>A file may be gone between the listing and the look at it.</summary>
    private static List<(FoundImage Image, SourceFile Now)> Existing(IReadOnlyList<FoundImage> images)
    {
        var existing = new List<(FoundImage, SourceFile)>(images.Count);
        foreach (var image in images)
        {
            try
            {
                existing.Add((image, SourceFile.Of(image.Path)));
            }
            catch (IOException)
            {
            }
        }

        return existing;
    }
}
