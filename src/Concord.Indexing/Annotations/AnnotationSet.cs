namespace Concord.Indexing;

/// <summary>The annotations of one slide, in level-0 pixels. Immutable; safe to use from several threads.</summary>
public sealed class AnnotationSet
{
    private readonly BandIndex _rows;

    internal AnnotationSet(IReadOnlyList<Annotation> annotations, IReadOnlyList<string> notes)
    {
        (Annotations, Notes) = (annotations, notes);
        Classes = [.. annotations.Select(annotation => annotation.ClassName).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        _rows = new BandIndex([.. annotations.Select(annotation => annotation.Top)], [.. annotations.Select(annotation => annotation.Bottom)]);
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Annotation> Annotations { get; }

    /// <summary>What was left out of the file or read in a way that its author should know, a sentence each, naming the feature by its number.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Names of the classes that occur, in ordinal order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>
    /// Reads a GeoJSON file as QuPath writes it: a FeatureCollection, one Feature or an array of features; polygons and multipolygons with holes.
    /// Throws <see cref="ConcordNotFoundException"/> when there is none, and <see cref="ConcordArgumentException"/> naming the file, the feature and
    /// the reason when it is not such a file or goes beyond the limits.
    /// </summary>
    public static AnnotationSet Read(string path, AnnotationLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        limits ??= AnnotationLimits.Default;
        return new GeoJsonReader(path, limits).Read(AnnotationFile.ReadBytes(path, limits));
    }

    /// <summary>As <see cref="Read"/>, from UTF-8 text; messages name `source`.</summary>
    public static AnnotationSet Parse(ReadOnlyMemory<byte> json, string source, AnnotationLimits? limits = null) =>
        new GeoJsonReader(source, limits ?? AnnotationLimits.Default).Read(json);

    /// <summary>
    /// Those that meet a slide of this size, with a note for each that lies wholly beside it: often a sign that the file belongs to another slide or
    /// to another resolution.
    /// </summary>
    public AnnotationSet Within(long slideWidth, long slideHeight)
    {
        var beside = Annotations
            .Where(annotation => annotation.Right <= 0 || annotation.Bottom <= 0 || annotation.Left >= slideWidth || annotation.Top >= slideHeight)
            .ToHashSet();
        if (beside.Count == 0) return this;
        var notes = beside.Select(annotation => FormattableString.Invariant(
            $"feature {annotation.Number} lies beside the slide ({annotation.Left:0}–{annotation.Right:0}, {annotation.Top:0}–{annotation.Bottom:0}, of {slideWidth} x {slideHeight}) and is left out"));
        return new AnnotationSet([.. Annotations.Where(annotation => !beside.Contains(annotation))], [.. Notes, .. notes]);
    }

    /// <summary>Whether a level-0 point is inside any annotation of the classes; null means any, with a class or without.</summary>
    public bool Contains(double x, double y, IReadOnlySet<string>? classes = null) =>
        Near(y, y).Any(annotation => IsOf(annotation, classes) && annotation.Contains(x, y));

    /// <summary>Share of a tile that annotations of the classes cover, 0 to 1, within 1/100; null means any, with a class or without.</summary>
    public double Share(SlideTile tile, IReadOnlySet<string>? classes = null) =>
        ShareOf(tile, Near(tile.Y, tile.Y + (double)tile.Side).Where(annotation => IsOf(annotation, classes)));

    /// <summary>The classes that cover a part of a tile, the largest first; equal shares in ordinal order of the name.</summary>
    public IReadOnlyList<ClassShare> Cover(SlideTile tile) =>
        [.. Near(tile.Y, tile.Y + (double)tile.Side)
            .GroupBy(annotation => annotation.ClassName)
            .Select(group => new ClassShare(group.Key, ShareOf(tile, group)))
            .Where(cover => cover.Share > 0)
            .OrderByDescending(cover => cover.Share)
            .ThenBy(cover => cover.ClassName, StringComparer.Ordinal)];

    /// <summary>
    /// The class that covers most of a tile, or null when no class covers `leastShare` of it. Annotations without a class never name a tile.
    /// </summary>
    public string? LabelOf(SlideTile tile, double leastShare = 0.5) =>
        Cover(tile).FirstOrDefault(cover => cover.ClassName is not null && cover.Share >= leastShare).ClassName;

    private static bool IsOf(Annotation annotation, IReadOnlySet<string>? classes) =>
        classes is null || (annotation.ClassName is { } name && classes.Contains(name));

    private static double ShareOf(SlideTile tile, IEnumerable<Annotation> annotations)
    {
        var lines = new TileLines(tile);
        foreach (var polygon in annotations.SelectMany(annotation => annotation.Polygons).Where(polygon => polygon.Meets(tile))) polygon.AddTo(lines);
        return lines.Share();
    }

    private IEnumerable<Annotation> Near(double top, double bottom)
    {
        var found = new List<int>();
        _rows.Find(top, bottom, found);
        return found.Select(index => Annotations[index]);
    }
}
