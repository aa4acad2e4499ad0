namespace Concord.Indexing;

/// <summary>The parts of embedding, each measured alone on all cores.</summary>
internal sealed class EmbedParts(Model model, IndexOptions options, IReadOnlyList<string> images)
{
    private const int SampleImages = 64;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.7);

    private readonly int _threads = Environment.ProcessorCount;

    internal double Decode(CancellationToken ct) => CpuClock.SecondsPerUnit(_threads, thread =>
    {
        var decoder = new ImageDecoder(options.Limits);
        var next = thread;
        return CpuClock.Repeat(LeastTime, () => DecodeOne(decoder, images[(next += _threads) % images.Count]), ct);
    });

    internal double Preprocess(CancellationToken ct)
    {
        var decoded = images.Take(SampleImages).Select(path => ImageFile.Read(path, options.Limits)).ToList();
        var preparer = new TensorPreparer(model.Manifest.Preprocessing);
        return CpuClock.SecondsPerUnit(_threads, thread =>
        {
            var tensor = new float[preparer.TensorLength];
            var next = thread;
            return CpuClock.Repeat(LeastTime, () => PrepareOne(preparer, decoded[next++ % decoded.Count], tensor), ct);
        });
    }

    /// <summary>The batch size of the least CPU time a tile.</summary>
    internal int BestBatch(IReadOnlyList<int> batchSizes, CancellationToken ct)
    {
        using var network = Network.Load(model, intraOpThreads: 1);
        return network.FixedBatch ?? batchSizes.MinBy(batch => Infer(network, batch, ct));
    }

    /// <summary>CPU seconds a tile of the network alone; features are not pooled here.</summary>
    internal double Infer(int batch, CancellationToken ct)
    {
        using var network = Network.Load(model, intraOpThreads: 1);
        return Infer(network, batch, ct);
    }

    private double Infer(Network network, int batch, CancellationToken ct)
    {
        var tensors = Enumerable.Range(0, _threads).Select(_ => Tensors(batch)).ToList();
        foreach (var tensor in tensors) network.Run(tensor, batch).Dispose();
        return CpuClock.SecondsPerUnit(_threads, thread => CpuClock.Repeat(LeastTime, () => RunOnce(network, tensors[thread], batch), ct));
    }

    /// <summary>Real tiles: what a network costs may depend on what it sees.</summary>
    private float[] Tensors(int batch)
    {
        var preparer = new TensorPreparer(model.Manifest.Preprocessing);
        var tensors = GC.AllocateUninitializedArray<float>(batch * preparer.TensorLength, pinned: true);
        for (var i = 0; i < batch; i++)
        {
            var image = ImageFile.Read(images[i % images.Count], options.Limits);
            preparer.Prepare(image.Pixels, image.Width, image.Height, 3 * image.Width, tensors.AsSpan(i * preparer.TensorLength, preparer.TensorLength));
        }

        return tensors;
    }

    private long DecodeOne(ImageDecoder decoder, string path)
    {
        decoder.Read(path);
        return TileGrid.Of(decoder.Width, decoder.Height, options.Tile).Count;
    }

    private long PrepareOne(TensorPreparer preparer, RgbImage image, float[] tensor)
    {
        var tiles = TileGrid.Of(image.Width, image.Height, options.Tile);
        foreach (var (x, y, width, height) in tiles)
        {
            preparer.Prepare(image.Pixels.AsSpan(3 * ((y * image.Width) + x)), width, height, 3 * image.Width, tensor);
        }

        return tiles.Count;
    }

    private static long RunOnce(Network network, float[] tensors, int batch)
    {
        network.Run(tensors, batch).Dispose();
        return batch;
    }
}
