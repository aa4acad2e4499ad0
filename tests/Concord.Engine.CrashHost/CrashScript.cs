namespace Concord.Tests;

/// <summary>What the child that is killed writes, so that the parent can tell what must be there.</summary>
public static class CrashScript
{
    public const int Dimension = 24;
    public const int TilesPerSlide = 37;

    public static SpaceIdentity Identity { get; } = new(
        "crash", new string('0', 64), new Preprocessing(1, 1, 0, "bilinear", null, [0, 0, 0], [1, 1, 1]), new Pooling("none"), null, Dimension, Metric.L2);

    public static string SlideName(int slide) => $"slide-{slide}";

    public static TileRecord[] Tiles(int slide)
    {
        var record = new SlideRecord(SlideName(slide), $"case-{slide / 2}", $"patient-{slide / 4}") { Labels = new Dictionary<string, string> { ["label"] = $"{slide % 3}" } };
        return [.. Enumerable.Range(0, TilesPerSlide).Select(i => new TileRecord(record, i * 10, slide, 10, 10))];
    }

    public static float[] Vectors(int slide)
    {
        var random = new Random(slide);
        return [.. Enumerable.Range(0, TilesPerSlide * Dimension).Select(_ => random.NextSingle())];
    }
}
