using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Concord;

/// <summary>A trained network from vectors of a base space to those of a derived one. Immutable; safe on any thread.</summary>
public sealed class Adapter
{
    private readonly float[] _weights;

    internal Adapter(AdapterCard card, float[] weights) => (Card, _weights) = (card, weights);

    public AdapterCard Card { get; }

    /// <summary>In the layout that concord/adapter.h states.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>The identity of the space it derives from its base.</summary>
    public SpaceIdentity Derived => Card.Base with { Adapter = $"{Card.Id}:{Card.WeightsSha256}", Dimension = Card.Shape.Dimension };

    /// <summary>
    /// Adapts rows of the base space; the result is rows of <see cref="AdapterShape.Dimension"/> elements, not scaled. Throws
    /// <see cref="ConcordArgumentException"/> when the rows have another length or hold what is no number.
    /// </summary>
    public float[] Apply(ReadOnlySpan<float> vectors, int threads = 0, CancellationToken ct = default) =>
        Interop.Adapters.Apply(Card.Shape.Native, _weights, vectors, threads, null, ct);

    /// <summary>The same on a device where it can, all cores else. Results of the two differ by the error of float32 sums.</summary>
    internal float[] Apply(ReadOnlyMemory<float> vectors, DeviceWork work, CancellationToken ct) =>
        work.Do(device => Interop.Adapters.Apply(Card.Shape.Native, _weights, vectors.Span, 0, device, ct));

    /// <summary>Adapts a vector that is not stored: scaled first as the base space stores its vectors.</summary>
    public float[] ApplyToQuery(ReadOnlySpan<float> vector)
    {
        if (Card.Base.Metric != Metric.Cosine) return Apply(vector, threads: 1);
        var scaled = new float[vector.Length];
        Interop.Vectors.Convert(vector, vector.Length, l2Normalize: true, scaled.AsSpan());
        return Apply(scaled, threads: 1);
    }

    internal static string Hash(ReadOnlySpan<float> weights) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(weights)));
}
