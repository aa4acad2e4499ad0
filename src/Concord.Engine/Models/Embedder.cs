using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Concord;

/// <summary>
/// Images to vectors: resize and normalise, run the network, pool. Thread-safe; threads run side by side and share the weights. The
/// vectors are as pooled: scaling to unit length is done where they are stored or compared, by the space's metric.
/// </summary>
public sealed class Embedder : IDisposable
{
    private readonly IInference _inference;
    private readonly TensorPreparer _preparer;
    private readonly ConcurrentBag<float[]> _tensors = [];

    private Embedder(IInference inference, SpaceIdentity space, int batchSize)
    {
        (_inference, Space, BatchSize) = (inference, space, inference.FixedBatch ?? batchSize);
        _preparer = new TensorPreparer(space.Preprocessing);
    }

    /// <summary>What the vectors may be compared with.</summary>
    public SpaceIdentity Space { get; }

    /// <summary>Elements a vector.</summary>
    public int Dimension => Space.Dimension;

    /// <summary>Images a run of the network.</summary>
    public int BatchSize { get; }

    /// <summary>Elements of one image's tensor: 3 × height × width of the preprocessing.</summary>
    public int TensorLength => _preparer.TensorLength;

    /// <summary>
    /// Loads a network. Throws <see cref="ConcordArgumentException"/> when it or the pooling is not what model.json says (with what was
    /// expected and what is there), <see cref="ConcordCorruptException"/> when its files changed since they were hashed.
    /// </summary>
    public static Embedder Load(Model model, Pooling? pooling = null, EmbedderOptions? options = null, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var chosen = options ?? new EmbedderOptions();
        if (chosen.BatchSize is < 1 or > 1024) throw new ConcordArgumentException($"batch size is {chosen.BatchSize}; it must be 1 to 1024");
        if (chosen.IntraOpThreads is < 1 or > 1024) throw new ConcordArgumentException($"threads are {chosen.IntraOpThreads}; they must be 1 to 1024");
        var network = Network.Load(model, chosen.IntraOpThreads, chosen.Accelerator);
        try
        {
            var space = model.Space(pooling, metric);
            return new Embedder(new PooledNetwork(network, new FeaturePooler(model.Manifest, space.Pooling, space.Dimension, chosen.Accelerator)), space, chosen.BatchSize);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>
    /// An embedder that is no network of ours: a plugin. Tiles are scaled to its side, and reach it as bytes. What it throws is thrown here; it stays its owner's.
    /// </summary>
    /// <param name="tiles">Makes the vectors.</param>
    /// <param name="modelId">Of its space.</param>
    /// <param name="sha256">Over everything that decides its vectors, as of a model's weights.</param>
    /// <param name="metric">Null: cosine.</param>
    public static Embedder Of(ITileEmbedder tiles, string modelId, string sha256, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        var plain = new Preprocessing(tiles.Side, tiles.Side, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]);
        return new Embedder(new PixelInference(tiles), new SpaceIdentity(modelId, sha256, plain, new Pooling("none"), null, tiles.Dimension, metric ?? Metric.Cosine), 1);
    }

    /// <summary>Embeds one image; a new array of <see cref="Dimension"/> elements.</summary>
    public float[] Embed(RgbImage image)
    {
        var vector = new float[Dimension];
        Embed([image], vector);
        return vector;
    }

    /// <summary>Embeds images of any sizes. vectorsNd: images × <see cref="Dimension"/> elements, row by row in the order of the images.</summary>
    public void Embed(IReadOnlyList<RgbImage> images, Span<float> vectorsNd)
    {
        ArgumentNullException.ThrowIfNull(images);
        RequireLength(vectorsNd.Length, (long)images.Count * Dimension, nameof(vectorsNd));
        var tensors = RentTensors();
        for (var first = 0; first < images.Count; first += BatchSize)
        {
            var n = Math.Min(BatchSize, images.Count - first);
            for (var i = 0; i < n; i++) Prepare(images[first + i], tensors.AsSpan(i * TensorLength, TensorLength));
            RunBatch(tensors, n, vectorsNd.Slice(first * Dimension, n * Dimension));
        }

        _tensors.Add(tensors);
    }

    /// <summary>Resizes and normalises an image. tensorChw: <see cref="TensorLength"/> elements, planes R, G, B.</summary>
    public void Prepare(RgbImage image, Span<float> tensorChw)
    {
        ArgumentNullException.ThrowIfNull(image);
        _preparer.Prepare(image.Pixels, image.Width, image.Height, 3 * image.Width, tensorChw);
    }

    /// <summary>The same for a part of an image: rows of width × 3 bytes, rowStride bytes apart.</summary>
    internal void Prepare(ReadOnlySpan<byte> rgb, int width, int height, int rowStride, Span<float> tensorChw) =>
        _preparer.Prepare(rgb, width, height, rowStride, tensorChw);

    /// <summary>
    /// Runs and pools n prepared images. tensorsNchw: at least n × <see cref="TensorLength"/> elements, read in place; vectorsNd:
    /// n × <see cref="Dimension"/>. Throws <see cref="ConcordArgumentException"/> when the output is not what model.json says, or not finite.
    /// </summary>
    public void Infer(ReadOnlyMemory<float> tensorsNchw, int n, Span<float> vectorsNd)
    {
        if (n < 0 || tensorsNchw.Length < (long)n * TensorLength)
        {
            throw new ConcordArgumentException($"tensorsNchw has {tensorsNchw.Length} elements; {n} x {TensorLength} are needed");
        }

        RequireLength(vectorsNd.Length, (long)n * Dimension, nameof(vectorsNd));
        for (var first = 0; first < n; first += BatchSize)
        {
            var count = Math.Min(BatchSize, n - first);
            RunPart(tensorsNchw.Slice(first * TensorLength, count * TensorLength), count, vectorsNd.Slice(first * Dimension, count * Dimension));
        }
    }

    public void Dispose() => _inference.Dispose();

    private void RunPart(ReadOnlyMemory<float> tensors, int n, Span<float> vectors)
    {
        if (_inference.FixedBatch is not { } fixedBatch || fixedBatch == n)
        {
            _inference.Run(MemoryMarshal.AsMemory(tensors), n, n, vectors);
            return;
        }

        var padded = RentTensors();
        tensors.Span.CopyTo(padded);
        RunBatch(padded, n, vectors);
        _tensors.Add(padded);
    }

    /// <summary>tensors: a whole batch's worth, of which n are used.</summary>
    private void RunBatch(float[] tensors, int n, Span<float> vectors)
    {
        var ran = _inference.FixedBatch ?? n;
        tensors.AsSpan(n * TensorLength, (ran - n) * TensorLength).Clear();
        _inference.Run(tensors.AsMemory(0, ran * TensorLength), ran, n, vectors);
    }

    private float[] RentTensors() => _tensors.TryTake(out var tensors) ? tensors : GC.AllocateUninitializedArray<float>(BatchSize * TensorLength, pinned: true);

    private static void RequireLength(long actual, long expected, string name)
    {
        if (actual != expected) throw new ConcordArgumentException($"{name} has {actual} elements; {expected} are needed");
    }
}
