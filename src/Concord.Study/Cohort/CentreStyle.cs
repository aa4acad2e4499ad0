namespace Concord.Study;

/// <summary>How one centre's laboratory and scanner look. All densities are natural (base e) optical densities at unit stain.</summary>
/// <param name="Name">One letter.</param>
/// <param name="Haematoxylin">Absorption of R, G, B.</param>
/// <param name="Eosin">Absorption of R, G, B.</param>
/// <param name="HaematoxylinAmount">Factor on every haematoxylin density.</param>
/// <param name="EosinAmount">Factor on every eosin density.</param>
/// <param name="White">R, G, B of empty glass, 0..255.</param>
/// <param name="BlurPasses">Passes of a 1-2-1 filter: how sharp the scanner is.</param>
/// <param name="Noise">Half width of the sensor's noise in grey levels.</param>
internal sealed record CentreStyle(
    string Name, StainVector Haematoxylin, StainVector Eosin, float HaematoxylinAmount, float EosinAmount, StainVector White,
    int BlurPasses, float Noise)
{
    /// <summary>Six centres: neutral, pale, blue, red, dark and slightly soft, yellowed.</summary>
    internal static IReadOnlyList<CentreStyle> All { get; } =
    [
        new("A", new(0.66f, 0.71f, 0.30f), new(0.08f, 0.78f, 0.28f), 1.00f, 1.00f, new(243, 242, 245), 0, 2.0f),
        new("B", new(0.62f, 0.74f, 0.34f), new(0.07f, 0.70f, 0.30f), 0.80f, 0.82f, new(249, 248, 250), 1, 1.5f),
        new("C", new(0.72f, 0.68f, 0.27f), new(0.10f, 0.72f, 0.22f), 1.04f, 0.86f, new(238, 240, 248), 1, 2.0f),
        new("D", new(0.56f, 0.78f, 0.40f), new(0.05f, 0.86f, 0.38f), 0.94f, 1.16f, new(246, 240, 241), 0, 3.0f),
        new("E", new(0.68f, 0.72f, 0.34f), new(0.10f, 0.82f, 0.34f), 1.18f, 1.10f, new(232, 230, 234), 2, 2.5f),
        new("F", new(0.64f, 0.70f, 0.40f), new(0.07f, 0.72f, 0.42f), 0.96f, 0.94f, new(246, 243, 232), 1, 2.0f),
    ];

    /// <summary>The same laboratory on another day.</summary>
    internal CentreStyle Jittered(RandomStream random) => this with
    {
        Haematoxylin = Haematoxylin.Jittered(random, 0.03f),
        Eosin = Eosin.Jittered(random, 0.03f),
        HaematoxylinAmount = HaematoxylinAmount * (1f + (0.07f * random.Normal())),
        EosinAmount = EosinAmount * (1f + (0.08f * random.Normal())),
    };
}
