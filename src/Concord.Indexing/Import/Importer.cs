namespace Concord.Indexing;

/// <summary>
/// Imports features that another program made: vectors with the places of their tiles, no pixels. Each slide is one commit. Files that cannot be read are reported and the others go on; a
/// slide that the space has from the same file is left as it is, so an import that was stopped is resumed by running it again.
/// </summary>
public static class Importer
{
    /// <summary>
    /// Imports files, and folders with the feature files below them. Throws <see cref="ConcordArgumentException"/> when the space named by the options is not that of the features, saying
    /// how they differ; <see cref="OperationCanceledException"/> between two blocks.
    /// </summary>
    public static ImportReport Run(
        Collection collection, IReadOnlyList<string> paths, ImportOptions options, IProgress<Progress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        using var workers = options.Workers();
        var run = new ImportRun(collection, options, workers);
        var files = FindAll(paths);
        progress?.Report(new Progress("import", 0, files.Count));
        for (var i = 0; i < files.Count; i++)
        {
            ct.ThrowIfCancellationRequested();
            run.Import(files[i], ct);
            progress?.Report(new Progress("import", i + 1, files.Count));
        }

        return run.Report;
    }

    /// <summary>The identity of the space that a file's features belong to: for callers that make the collection. Throws <see cref="FeatureFileException"/>.</summary>
    public static SpaceIdentity IdentityOf(string path, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        using var workers = options.Workers();
        using var file = FeatureFiles.Open(path, options.Coords, workers);
        return ImportedSpace.Identity(file.Slides[0], ImportRun.EncoderOf(path, file.Slides[0], options), options.Metric);
    }

    /// <summary>Files as given, folders with all feature files below them in ordinal order.</summary>
    public static IReadOnlyList<string> FindAll(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var found = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path)) found.AddRange(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(FeatureFiles.HasExtension).Order(StringComparer.Ordinal));
            else if (File.Exists(path)) found.Add(path);
            else throw new ConcordNotFoundException($"{path}: there is no such file or folder");
        }

        return found.Count > 0 ? found : throw new ConcordArgumentException($"{string.Join(", ", paths)}: there are no feature files ({string.Join(", ", FeatureFiles.Extensions)})");
    }
}
