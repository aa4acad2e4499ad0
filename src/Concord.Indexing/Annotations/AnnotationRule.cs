namespace Concord.Indexing;

/// <summary>Which tiles count as annotated.</summary>
public sealed record AnnotationRule
{
    /// <summary>Classes that count; null counts every annotation, with a class or without.</summary>
    public IReadOnlySet<string>? Classes { get; init; }

    /// <summary>Least share of the tile that must be covered; null asks that the tile's centre be inside.</summary>
    public double? LeastShare { get; init; }

    /// <summary>
    /// The reason to drop a tile, for <see cref="SlideGrid.Without"/>. Throws <see cref="ConcordArgumentException"/> for a share that cannot be.
    /// </summary>
    public DropReason Judge(SlideTile tile, AnnotationSet annotations)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        if (LeastShare is { } share && !(share is > 0 and <= 1))
        {
            throw new ConcordArgumentException($"the least share inside annotations is {share}; it must be above 0 and at most 1");
        }

        var keeps = LeastShare is { } least
            ? annotations.Share(tile, Classes) >= least
            : annotations.Contains(tile.CentreX, tile.CentreY, Classes);
        return keeps ? DropReason.None : DropReason.Annotation;
    }

    /// <summary>Throws <see cref="ConcordArgumentException"/> naming the classes there are, when one asked for is not among the annotations.</summary>
    public void CheckClasses(AnnotationSet annotations)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        var absent = Classes?.Except(annotations.Classes).Order(StringComparer.Ordinal).ToList() ?? [];
        if (absent.Count == 0) return;
        var present = annotations.Classes.Count == 0 ? "none has a class" : $"there are {string.Join(", ", annotations.Classes)}";
        throw new ConcordArgumentException($"no annotation is of class {string.Join(", ", absent)}; {present}");
    }
}
