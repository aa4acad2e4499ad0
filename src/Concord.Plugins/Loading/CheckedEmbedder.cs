namespace Concord.Plugins;

internal sealed class CheckedEmbedder : CheckedService, ITileEmbedder
{
    private readonly ITileEmbedder _inner;

    internal CheckedEmbedder(string id, PluginGate gate, ITileEmbedder inner)
        : base(id, gate)
    {
        _inner = inner;
        (Dimension, Side) = Call(() => (inner.Dimension, inner.Side));
        if (Dimension is < 1 or > MostDimensions) throw new PluginException($"plugin {id}: vectors of {Dimension} elements; 1 to {MostDimensions} can be stored");
        if (Side is < 1 or > LongestSide) throw new PluginException($"plugin {id}: tiles of {Side} pixels; 1 to {LongestSide} can be made");
    }

    public int Dimension { get; }

    public int Side { get; }

    public void Embed(ReadOnlySpan<byte> rgb, Span<float> vector)
    {
        if (rgb.Length != 3 * Side * Side) throw new ConcordArgumentException($"rgb has {rgb.Length} bytes; {Side} x {Side} x 3 needs {3 * Side * Side}");
        if (vector.Length != Dimension) throw new ConcordArgumentException($"vector has {vector.Length} elements; the plugin gives {Dimension}");
        // Copies: a plugin on its way out must not keep a hold of the caller's memory, and a bad vector must not reach it.
        var pixels = rgb.ToArray();
        Call(() => Run(pixels)).CopyTo(vector);
    }

    private float[] Run(byte[] pixels)
    {
        var vector = new float[Dimension];
        _inner.Embed(pixels, vector);
        var bad = Array.FindIndex(vector, value => !float.IsFinite(value));
        return bad < 0 ? vector : throw Nonsense($"element {bad} of the vector is {vector[bad]}");
    }
}
