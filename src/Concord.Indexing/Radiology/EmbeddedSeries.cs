namespace Concord.Indexing;

/// <summary>A series with its vectors.</summary>
/// <param name="Group">The series.</param>
/// <param name="Items">One a vector; none when nothing of it could be read.</param>
/// <param name="Vectors">items × d.</param>
/// <param name="Slices">Images read.</param>
/// <param name="Skipped">Files that could not be read.</param>
internal sealed record EmbeddedSeries(SeriesGroup Group, IReadOnlyList<TileRecord> Items, float[] Vectors, int Slices, IReadOnlyList<SkippedFile> Skipped)
{
    internal static EmbeddedSeries Of(SeriesGroup group, SeriesInput input, Embedder embedder)
    {
        var (slices, skipped) = (new List<(int Row, RgbImage Image)>(), new List<SkippedFile>());
        for (var i = 0; i < group.Rows.Count; i++)
        {
            if (Read(group.Rows[i].Series.Path, skipped) is { } image) slices.Add((i, image));
        }

        if (slices.Count == 0 || (!input.KeepsSlices && skipped.Count > 0)) return new EmbeddedSeries(group, [], [], 0, skipped);
        var vectors = new float[slices.Count * embedder.Dimension];
        embedder.Embed([.. slices.Select(slice => slice.Image)], vectors);
        var records = group.Items(input);
        return input.KeepsSlices
            ? new EmbeddedSeries(group, [.. slices.Select(slice => Tile(records[slice.Row], slice.Image))], vectors, slices.Count, skipped)
            : new EmbeddedSeries(group, [Tile(records[0], slices[slices.Count / 2].Image)], SliceVectors.Aggregate(vectors, embedder.Dimension, input.Aggregate), slices.Count, skipped);
    }

    private static RgbImage? Read(string path, List<SkippedFile> skipped)
    {
        try
        {
            return SeriesFile.ReadStretched(path);
        }
        catch (Exception e) when (e is ConcordImageException or ConcordNotFoundException)
        {
            skipped.Add(new SkippedFile(path, e is ConcordImageException image ? image.Reason : "there is no such file any more"));
            return null;
        }
    }

    private static TileRecord Tile(SlideRecord item, RgbImage image) =>
        new(item with { Width = image.Width, Height = image.Height }, 0, 0, image.Width, image.Height);
}
