namespace Concord.Study;

/// <summary>The figures of a collection: galleries by label, tissue with radiology, maps and precision before and after an adapter.</summary>
/// <param name="Galleries">One a label.</param>
/// <param name="Panels">Queries with the radiology of their hits; none where nothing is linked.</param>
/// <param name="Maps">t-SNE and principal components; none for fewer than ten tiles.</param>
/// <param name="Precision">Null without an adapter or labels.</param>
/// <param name="Pair">What the maps and the precision show.</param>
public sealed record FigureSet(IReadOnlyList<Figure> Galleries, IReadOnlyList<Figure> Panels, IReadOnlyList<Figure> Maps, Figure? Precision, EmbeddingPair Pair)
{
    /// <summary>All, in the order of a report.</summary>
    public IReadOnlyList<Figure> All => [.. Precision is null ? [] : new[] { Precision }, .. Maps, .. Galleries, .. Panels];

    /// <summary>Throws <see cref="ConcordNotFoundException"/> for a space that is not there, <see cref="ConcordArgumentException"/> for a collection without tissue.</summary>
    public static FigureSet Of(Collection collection, FigureOptions options, IProgress<Progress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(options);
        var space = collection.Space(options.Space);
        var slides = collection.SlidesIn(space).ToHashSet();
        var tiles = collection.Tiles().Where(tile => slides.Contains(tile.SlideInfo.Id)).ToList();
        if (tiles.Count == 0) throw new ConcordArgumentException($"Space '{space.Name}' has no tiles of tissue to show.");
        var split = tiles.Any(tile => tile.Split == "test") && tiles.Any(tile => tile.Split == "train");
        using var pictures = new TilePictures();
        var queries = new DemoQueries(collection, tiles, pictures, split, options.K, options.LabelName, space).Run(progress, cancel);
        var pair = BeforeAndAfter(collection, space, options, progress, cancel);
        return Of(queries, pair, options.LabelName, options.Synthetic, cancel);
    }

    internal static FigureSet Of(IReadOnlyList<QueryExample> queries, EmbeddingPair pair, string labelName, bool synthetic, CancellationToken cancel)
    {
        var byLabel = queries.GroupBy(query => query.Label).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        return new FigureSet(
            [.. byLabel.Select(group => GalleryFigure.Draw(group.Key, [.. group], synthetic))],
            [.. byLabel.Select(group => group.First()).Where(query => query.Series.Count > 0).Select(query => RadPathFigure.Draw(query, synthetic))],
            EmbeddingMaps.Draw(pair, labelName, synthetic, cancel),
            pair.Comparison is { } comparison ? PrecisionFigure.Draw(comparison, "before: the model’s vectors", "after the adapter", synthetic) : null,
            pair);
    }

    private static EmbeddingPair BeforeAndAfter(Collection collection, Space space, FigureOptions options, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var adapted = options.Adapted is { } named ? collection.Space(named) : collection.Spaces.FirstOrDefault(other => DerivedFrom(collection, other, space));
        return adapted is null ? HeldOutAdapter.Run(collection, space, options.LabelName, progress, cancel) : StoredAdapter.Run(collection, space, adapted, options.LabelName, cancel);
    }

    private static bool DerivedFrom(Collection collection, Space other, Space space) =>
        other.Identity.Adapter is not null && collection.AdapterOf(other)?.Card.Base.Id == space.Identity.Id;
}
