using Concord.Indexing;

namespace Concord.Study;

/// <summary>The images of a demo, ready to be indexed.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Folder">Absolute path.</param>
/// <param name="Synthetic">Whether we drew them.</param>
/// <param name="Paths">What to index: the folder, or the parts of it that hold no linked radiology.</param>
/// <param name="Labels">Its labels.csv, if any.</param>
/// <param name="Links">Its links.csv, if any.</param>
internal sealed record DemoSource(string Name, string Folder, bool Synthetic, IReadOnlyList<string> Paths, LabelTable? Labels, SeriesTable? Links)
{
    internal static DemoSource Take(DemoOptions options, IProgress<Progress>? progress, CancellationToken cancel)
    {
        if (options.Data is { } data) return Given(data);
        var drawn = SyntheticCohort.Draw(Path.Combine(options.Out, "cohort"), options.Seed, progress, cancel);
        return new DemoSource(
            $"synthetic cohort, seed {options.Seed}", drawn.Folder, Synthetic: true, [Path.Combine(drawn.Folder, "roi")],
            LabelTable.Read(drawn.Labels), SeriesTable.Read(drawn.Links));
    }

    private static DemoSource Given(string data)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(data));
        if (!Directory.Exists(folder)) throw new ConcordNotFoundException($"{data}: there is no such folder");
        var (labels, links) = (Path.Combine(folder, CohortFolder.LabelsName), Path.Combine(folder, CohortFolder.LinksName));
        var series = File.Exists(links) ? SeriesTable.Read(links) : null;
        return new DemoSource(
            Path.GetFileName(folder), folder, Synthetic: false, PathsOf(folder, series),
            File.Exists(labels) ? LabelTable.Read(labels) : null, series);
    }

    /// <summary>Radiology below the same folder is linked to cases, not indexed among the tissue.</summary>
    private static List<string> PathsOf(string folder, SeriesTable? series)
    {
        if (series is null || series.Series.Count == 0) return [folder];
        var linked = series.Series.Select(item => item.Path).ToHashSet(StringComparer.Ordinal);
        var folders = linked.Select(Path.GetDirectoryName).ToHashSet(StringComparer.Ordinal);
        var parts = Directory.EnumerateDirectories(folder).Where(part => !folders.Any(f => IsWithin(f!, part)))
            .Concat(Directory.EnumerateFiles(folder).Where(file => ImageFile.HasImageExtension(file) && !linked.Contains(file)))
            .Order(StringComparer.Ordinal).ToList();
        return parts.Count == 0 ? [folder] : parts;
    }

    private static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
