namespace Concord;

/// <summary>Turns the pixels of a tile into a vector. Safe to use from several threads.</summary>
public interface ITileEmbedder
{
    /// <summary>Elements of a vector, 1 to 65,536.</summary>
    int Dimension { get; }

    /// <summary>Pixels along each side of a tile, 1 to 2,048; the host scales to it.</summary>
    int Side { get; }

    /// <summary>
    /// Embeds one tile. Throws <see cref="PluginException"/> when it cannot.
    /// </summary>
    /// <param name="rgb">Side × Side × 3 bytes, R G B, rows without padding.</param>
    /// <param name="vector">Dimension elements to fill, finite.</param>
    void Embed(ReadOnlySpan<byte> rgb, Span<float> vector);
}
