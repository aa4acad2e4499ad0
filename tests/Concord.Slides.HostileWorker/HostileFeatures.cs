namespace Concord.Tests;

/// <summary>Does what hostile files say, when they are opened, or when their places or vectors are read.</summary>
internal sealed class HostileFeatures(HostileFile file, TamperingStream answers) : IFeatureFile
{
    public IReadOnlyList<FeatureHeader> Slides { get; } = [new FeatureHeader("hostile", 3, 2) { PatchSizeLevel0 = 256, Encoder = "enc", TargetMagnification = 20 }];

    public IReadOnlyList<string> Files => [];

    public IReadOnlyList<string> UnusedColumns => [];

    internal static IFeatureFile Open(string path, string? coords, TamperingStream answers)
    {
        if (HostileFile.Of(path) is not { } file) return new Hdf5FeatureFile(path, coords);
        if (file.When == "open") HostileActs.Do(file.What, answers);
        return new HostileFeatures(file, answers);
    }

    public IReadOnlyList<TileSpot> ReadSpots(FeatureHeader slide)
    {
        if (file.When == "spots") HostileActs.Do(file.What, answers);
        return [new TileSpot(0, 0, null), new TileSpot(256, 0, null), new TileSpot(512, -7, null)];
    }

    public float[] ReadVectors(FeatureHeader slide, int first, int count)
    {
        if (file.When == "read") HostileActs.Do(file.What, answers);
        return [.. Enumerable.Range(2 * first, 2 * count).Select(i => (float)i)];
    }

    public void Dispose()
    {
    }
}
