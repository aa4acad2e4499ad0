namespace Concord.Indexing;

/// <summary>The parts of embedding, each measured alone on all cores.</summary>
internal sealed class EmbedParts
{
    private const int SampleTiles = 64;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.7);

    private readonly int _threads = Environment.ProcessorCount;
    private readonly Model _model;
    private readonly IndexOptions _options;
    private readonly List<EmbedSource> _sources;
    private readonly List<RgbImage> _tiles;

    internal EmbedParts(Model model, IndexOptions options, IReadOnlyList<string> files, CancellationToken ct)
    {
        (_model, _options) = (model, options);
        _sources = [.. files.Select(path => EmbedSource.Of(path, model.Manifest.Preprocessing, options, ct))];
        _tiles = [.. _sources.SelectMany(source => source.Tiles(SampleTiles)).Take(SampleTiles)];
        if (_tiles.Count == 0) throw new ConcordArgumentException("there is no tile to measure on");
    }

    internal double Decode(CancellationToken ct) => CpuClock.SecondsPerUnit(_threads, thread =>
    {
        var decoder = new ImageDecoder(_options.Limits);
        var next = thread;
        return CpuClock.Repeat(LeastTime, () => _sources[(next += _threads) % _sources.Count].ReadOnce(decoder), ct);
    });

    /// <summary>CPU seconds a tile of finding the tissue of whole slides; null where there are none.</summary>
    internal double? Tissue(CancellationToken ct)
    {
        var slides = _sources.Where(source => source.HasTissue).ToList();
        return slides.Count == 0 ? null : CpuClock.SecondsPerUnit(_threads, thread =>
        {
            var next = thread;
            return CpuClock.Repeat(LeastTime, () => slides[(next += _threads) % slides.Count].FindTissue(ct), ct);
        });
    }

    internal double Preprocess(CancellationToken ct)
    {
        var preparer = new TensorPreparer(_model.Manifest.Preprocessing);
        return CpuClock.SecondsPerUnit(_threads, thread =>
        {
            var tensor = new float[preparer.TensorLength];
            var next = thread;
            return CpuClock.Repeat(LeastTime, () => PrepareOne(preparer, _tiles[next++ % _tiles.Count], tensor), ct);
        });
    }

    /// <summary>The batch size of the least CPU time a tile.</summary>
    internal int BestBatch(IReadOnlyList<int> batchSizes, CancellationToken ct)
    {
        using var network = Network.Load(_model, intraOpThreads: 1);
        return network.FixedBatch ?? batchSizes.MinBy(batch => Infer(network, batch, ct));
    }

    /// <summary>CPU seconds a tile of the network alone; features are not pooled here.</summary>
    internal double Infer(int batch, CancellationToken ct)
    {
        using var network = Network.Load(_model, intraOpThreads: 1);
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
        var preparer = new TensorPreparer(_model.Manifest.Preprocessing);
        var tensors = GC.AllocateUninitializedArray<float>(batch * preparer.TensorLength, pinned: true);
        for (var i = 0; i < batch; i++) PrepareOne(preparer, _tiles[i % _tiles.Count], tensors.AsSpan(i * preparer.TensorLength, preparer.TensorLength));
        return tensors;
    }

    private static long PrepareOne(TensorPreparer preparer, RgbImage tile, Span<float> tensor)
    {
        preparer.Prepare(tile.Pixels, tile.Width, tile.Height, 3 * tile.Width, tensor);
        return 1;
    }

    private static long RunOnce(Network network, float[] tensors, int batch)
    {
        network.Run(tensors, batch).Dispose();
        return batch;
    }
}
