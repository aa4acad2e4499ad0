namespace Concord.Study;

/// <summary>One nucleus to be drawn: where, how large, how dark.</summary>
/// <param name="X">Centre in pixels.</param>
/// <param name="Y">Centre in pixels.</param>
/// <param name="Long">Long half axis in pixels.</param>
/// <param name="Short">Short half axis in pixels.</param>
/// <param name="Turn">Direction of the long axis in turns.</param>
internal sealed record Nucleus(float X, float Y, float Long, float Short, float Turn)
{
    internal required Outline Outline { get; init; }

    /// <summary>Haematoxylin density.</summary>
    internal required float Chromatin { get; init; }

    internal float Clumping { get; init; } = 0.2f;

    /// <summary>Half width of the edge in pixels: nuclei lie above and below the focal plane.</summary>
    internal float Softness { get; init; } = 1f;

    internal int Nucleoli { get; init; }

    /// <summary>Clear ring around the nucleus in pixels, 0 for none.</summary>
    internal float Halo { get; init; }

    /// <summary>Density of an eosinophilic body around the nucleus, 0 for none.</summary>
    internal float Body { get; init; }

    internal float Reach => (Long * 1.45f) + Softness;
}
