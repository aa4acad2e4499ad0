namespace Concord.Study;

/// <summary>Three values, one a colour channel.</summary>
internal readonly record struct StainVector(float Red, float Green, float Blue)
{
    internal StainVector Jittered(RandomStream random, float spread) => new(
        Shifted(Red, random, spread), Shifted(Green, random, spread), Shifted(Blue, random, spread));

    internal StainVector Times(float factor) => new(Red * factor, Green * factor, Blue * factor);

    private static float Shifted(float value, RandomStream random, float spread) => Math.Max(0.01f, value + (spread * random.Normal()));
}
