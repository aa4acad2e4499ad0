namespace Concord.Study;

/// <summary>
/// A drawn archive of slides: each mixes three to six of 40 kinds of tissue in its own shares, its patient shifts all its tiles a little, its tiles
/// scatter about the kinds. Two slides a patient.
/// </summary>
public static class SlideArchive
{
    private const int Kinds = 40;
    private const float Shift = 0.25f, Scatter = 0.6f;

    /// <summary>Creates the archive at `path`, which must not exist, and compacts it. The label is the kind that has the largest share.</summary>
    public static void Create(string path, int slides, int tilesPerSlide, int dimension, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var preprocessing = new Preprocessing(224, 224, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]);
        var identity = new SpaceIdentity("bench", new string('0', 64), preprocessing, new Pooling("none"), null, dimension, Metric.Cosine);
        using var collection = Collection.Create(path, new CollectionOptions { Space = identity });
        var random = new RandomStream(11, 0);
        var kinds = Enumerable.Range(0, Kinds).Select(_ => Draw(random, dimension, 1)).ToArray();
        for (var slide = 0; slide < slides; slide++)
        {
            cancel.ThrowIfCancellationRequested();
            Append(collection, slide, tilesPerSlide, kinds, new RandomStream(11, (ulong)slide + 1));
            progress?.Report(new Progress("drawing", slide + 1, slides));
        }

        collection.Compact(ct: cancel);
    }

    private static void Append(Collection collection, int slide, int tiles, float[][] kinds, RandomStream random)
    {
        var mixed = Enumerable.Range(0, 3 + random.Below(4)).Select(_ => (Kind: random.Below(Kinds), Share: random.Uniform())).ToArray();
        var (dimension, total) = (kinds[0].Length, mixed.Sum(part => part.Share));
        var shift = Draw(random, dimension, Shift);
        var vectors = new float[tiles * dimension];
        for (var tile = 0; tile < tiles; tile++)
        {
            var at = random.Uniform() * total;
            var kind = kinds[mixed.FirstOrDefault(part => (at -= part.Share) <= 0, mixed[^1]).Kind];
            for (var i = 0; i < dimension; i++) vectors[(tile * dimension) + i] = kind[i] + shift[i] + (Scatter * random.Normal());
        }

        var record = new SlideRecord($"slide-{slide:D4}", $"case-{slide / 2:D4}", $"patient-{slide / 2:D4}")
        {
            Labels = new Dictionary<string, string> { ["label"] = $"kind-{mixed.MaxBy(part => part.Share).Kind:D2}" },
        };
        collection.Append(collection.Space(), [.. Enumerable.Range(0, tiles).Select(tile => new TileRecord(record, tile % 25 * 256, tile / 25 * 256, 256, 256))], vectors, complete: true);
    }

    private static float[] Draw(RandomStream random, int dimension, float scale) =>
        [.. Enumerable.Range(0, dimension).Select(_ => scale * random.Normal())];
}
