namespace Concord.Indexing;

/// <summary>
/// Imports features that another program made: vectors with the places of their tiles, no pixels. One slide a file. Files that cannot be read are reported and the others go on; a
/// slide that the space has already is left as it is, so an import that was stopped is resumed by running it again.
/// </summary>
public static class Importer
{
    /// <summary>Rows read and stored at once: some tens of megabytes.</summary>
    private const int BlockRows = 4096;

    /// <summary>
    /// Imports files, and folders with the .h5 files below them. Throws <see cref="ConcordArgumentException"/> when the space named by the options is not that of the features, saying
    /// how they differ; <see cref="OperationCanceledException"/> between two blocks.
    /// </summary>
    public static ImportReport Run(
        Collection collection, IReadOnlyList<string> paths, ImportOptions options, IProgress<Progress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var run = new ImportRun(collection, options, BlockRows);
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
        using var file = FeatureFile.Open(path);
        return ImportedSpace.Identity(file.Header, ImportRun.EncoderOf(path, file.Header, options), options.Metric);
    }

    /// <summary>Files as given, folders with all .h5 and .hdf5 files below them in ordinal order.</summary>
    public static IReadOnlyList<string> FindAll(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var found = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path)) found.AddRange(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(IsFeatureFile).Order(StringComparer.Ordinal));
            else if (File.Exists(path)) found.Add(path);
            else throw new ConcordNotFoundException($"{path}: there is no such file or folder");
        }

        return found.Count > 0 ? found : throw new ConcordArgumentException($"{string.Join(", ", paths)}: there are no .h5 files");
    }

    private static bool IsFeatureFile(string path) => Path.GetExtension(path).ToUpperInvariant() is ".H5" or ".HDF5";
}
