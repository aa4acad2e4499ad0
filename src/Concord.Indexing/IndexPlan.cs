namespace Concord.Indexing;

/// <summary>
/// What is to be indexed: every image with its name, hierarchy and labels, in a fixed order. A slide's name is its path relative to the
/// folder given, or its file name where the file itself was given.
/// </summary>
public sealed class IndexPlan
{
    internal IndexPlan(IReadOnlyList<PlannedSlide> slides, IReadOnlyList<SkippedFile> missing, IReadOnlyList<string> warnings, IndexOptions options) =>
        (Slides, Missing, Warnings, Options) = (slides, missing, warnings, options);

    public IReadOnlyList<PlannedSlide> Slides { get; }

    /// <summary>Files that the label table names and that are nowhere.</summary>
    public IReadOnlyList<SkippedFile> Missing { get; }

    /// <summary>What a person should know before the run, one line each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    public IndexOptions Options { get; }

    /// <summary>
    /// Looks for images: files as given, folders with all that is below them in ordinal order, hidden ones left out. Where the table says
    /// nothing of an image, the first folder below the one given is its label. Throws <see cref="ConcordNotFoundException"/> for a path that is
    /// not there, <see cref="ConcordArgumentException"/> for two images of one name, or no image at all.
    /// </summary>
    public static IndexPlan Create(IReadOnlyList<string> paths, LabelTable? labels, IndexOptions options)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var images = FoundImage.FindAll(paths, options.AddedReaders);
        if (images.Count == 0) throw new ConcordArgumentException($"{string.Join(", ", paths)}: there are no slides or images ({string.Join(", ", SlideFormats.Extensions)})");
        return new IndexPlanner(labels, options).Plan(images);
    }
}
