namespace Concord.Study;

/// <summary>Small JPEG tiles cut from drawn regions, for measuring speed where no real images are at hand.</summary>
public static class SyntheticTiles
{
    public const int Side = 224;

    private const int TilesARow = SyntheticCohort.RegionSide / Side;
    private const int JpegQuality = 93;

    /// <summary>Draws at least `count` tiles into a folder; the same tiles on every machine.</summary>
    public static void Draw(string folder, int count, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var regions = Math.Max(1, (count + (TilesARow * TilesARow) - 1) / (TilesARow * TilesARow));
        var cases = CohortPlan.Make(SyntheticCohort.DefaultSeed).Take(regions).ToList();
        Directory.CreateDirectory(folder);
        Parallel.ForEach(cases, new ParallelOptions { CancellationToken = cancel }, subject => Cut(folder, subject));
    }

    private static void Cut(string folder, CohortCase subject)
    {
        const int side = SyntheticCohort.RegionSide;
        var region = new RgbImage(side, side, TissuePainter.Paint(subject, SyntheticCohort.DefaultSeed, side));
        for (var i = 0; i < TilesARow * TilesARow; i++)
        {
            var tile = region.Crop(i % TilesARow * Side, i / TilesARow * Side, Side, Side);
            ImageFile.WriteJpeg(tile, Path.Combine(folder, $"{subject.Number:000}-{i:00}.jpg"), JpegQuality);
        }
    }
}
