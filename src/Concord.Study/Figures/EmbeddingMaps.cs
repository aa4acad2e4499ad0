namespace Concord.Study;

/// <summary>Maps of vectors before and after: principal components, and t-SNE.</summary>
internal static class EmbeddingMaps
{
    /// <summary>The cost of t-SNE grows with the square; more marks than this cover each other.</summary>
    private const int MostTiles = 500;

    /// <summary>Fewer places show nothing that a table of distances would not.</summary>
    private const int LeastTiles = 10;

    private const double Perplexity = 30;

    internal static IReadOnlyList<Figure> Draw(EmbeddingPair pair, string labelName, bool synthetic, CancellationToken cancel)
    {
        var rows = Spread(pair.Tiles.Count);
        if (rows.Count < LeastTiles) return [];
        var tiles = rows.Select(row => pair.Tiles[row]).ToList();
        List<(string Title, ReadOnlyMemory<float> Vectors)> spaces = [(pair.After is null ? "The model’s vectors" : "Before the adapter", Pick(pair.Before, pair.Tiles.Count, rows))];
        if (pair.After is { } after) spaces.Add(("After the adapter", Pick(after, pair.Tiles.Count, rows)));
        var principal = spaces.Select(space => Principal(space.Title, space.Vectors, rows.Count)).ToList();
        var neighbours = spaces.Select(space => Neighbours(space.Title, space.Vectors, rows.Count, cancel)).ToList();
        return
        [
            MapFigure.Draw("map-tsne", "Map of the vectors (t-SNE)", neighbours, tiles, pair.Trained, labelName, synthetic),
            MapFigure.Draw("map-pca", "Map of the vectors (principal components)", principal, tiles, pair.Trained, labelName, synthetic),
        ];
    }

    private static MapPanel Principal(string title, ReadOnlyMemory<float> vectors, int n)
    {
        var (scores, first, second) = PrincipalComponents.Of(vectors.Span, vectors.Length / n);
        return new MapPanel(title, FormattableString.Invariant($"PCA, {100 * first:0} % and {100 * second:0} % of the variance"), scores);
    }

    private static MapPanel Neighbours(string title, ReadOnlyMemory<float> vectors, int n, CancellationToken cancel) => new(
        title, FormattableString.Invariant($"t-SNE, perplexity {Math.Min(Perplexity, (n - 1) / 3.0):0}"), Tsne.Map(vectors, vectors.Length / n, Perplexity, cancel));

    /// <summary>All rows, or so many spread evenly: blind to label and outcome.</summary>
    private static List<int> Spread(int count)
    {
        var shown = Math.Min(count, MostTiles);
        return [.. Enumerable.Range(0, shown).Select(i => (int)((2L * i + 1) * count / (2L * shown)))];
    }

    private static float[] Pick(ReadOnlyMemory<float> vectors, int n, List<int> rows)
    {
        var d = vectors.Length / n;
        var picked = new float[rows.Count * d];
        for (var i = 0; i < rows.Count; i++) vectors.Span.Slice(rows[i] * d, d).CopyTo(picked.AsSpan(i * d));
        return picked;
    }
}
