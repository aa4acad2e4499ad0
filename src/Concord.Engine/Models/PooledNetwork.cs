namespace Concord;

/// <summary>A network whose output is pooled.</summary>
internal sealed class PooledNetwork(Network network, FeaturePooler pooler) : IInference
{
    public int? FixedBatch => network.FixedBatch;

    public void Run(Memory<float> tensors, int ran, int n, Span<float> vectors)
    {
        using var run = network.Run(tensors, ran);
        pooler.Pool(run.Output, n, vectors);
    }

    public void Dispose() => network.Dispose();
}
