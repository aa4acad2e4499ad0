using System.Buffers;

namespace Concord;

/// <summary>An embedder that wants bytes: tensors of 0 to 1 become 8-bit R G B again. A tile of its own side comes through unchanged.</summary>
internal sealed class PixelInference(ITileEmbedder tiles) : IInference
{
    /// <summary>One: what fails is then known without asking again.</summary>
    public int? FixedBatch => 1;

    public void Run(Memory<float> tensors, int ran, int n, Span<float> vectors)
    {
        var plane = tiles.Side * tiles.Side;
        var rgb = ArrayPool<byte>.Shared.Rent(3 * plane);
        try
        {
            for (var i = 0; i < n; i++)
            {
                Bytes(tensors.Span.Slice(i * 3 * plane, 3 * plane), plane, rgb);
                tiles.Embed(rgb.AsSpan(0, 3 * plane), vectors.Slice(i * tiles.Dimension, tiles.Dimension));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rgb);
        }
    }

    public void Dispose()
    {
    }

    private static void Bytes(ReadOnlySpan<float> chw, int plane, Span<byte> rgb)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            var values = chw.Slice(channel * plane, plane);
            for (var i = 0; i < plane; i++) rgb[(3 * i) + channel] = (byte)Math.Clamp(MathF.Round(255 * values[i]), 0, 255);
        }
    }
}
