namespace Concord.Study;

/// <summary>
/// Draws a cohort shaped like the seed study's: 170 subjects of three grades, one H&amp;E-like region of interest each, four MRI-like
/// contrasts. Nothing in it comes from a patient, and nothing measured on it says anything about patients.
/// </summary>
public static class SyntheticCohort
{
    /// <summary>The seed of the demo.</summary>
    public const ulong DefaultSeed = 20260312;

    /// <summary>Pixels along each side of a region of interest.</summary>
    public const int RegionSide = 1024;

    /// <summary>Raised when the drawing changes, so that a folder of an older drawing is drawn again.</summary>
    private const int Version = 2;

    private const int JpegQuality = 93;

    /// <summary>
    /// Draws the cohort into a folder: roi/*.jpg, mri/*.jpg, labels.csv, links.csv. The same seed gives the same pixels on every machine.
    /// A folder that holds the whole of it is left alone; one that holds a part is drawn anew, file by file.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; the folder is drawn again next time.</exception>
    public static DrawnCohort Draw(string folder, ulong seed, IProgress<Progress>? progress = null, CancellationToken cancel = default)
    {
        var place = new CohortFolder(Path.GetFullPath(folder));
        var stamp = $"synthetic cohort, version {Version}, seed {seed}\n";
        var cases = CohortPlan.Make(seed);
        var held = place.Holds(stamp);
        if (!held) DrawAll(place, cases, seed, progress, cancel);
        if (!held) place.Finish(stamp);
        return new DrawnCohort(place.Path, place.Labels, place.Links, cases.Count, Drawn: !held);
    }

    private static void DrawAll(
        CohortFolder place, IReadOnlyList<CohortCase> cases, ulong seed, IProgress<Progress>? progress, CancellationToken cancel)
    {
        place.Prepare();
        var done = 0;
        Parallel.ForEach(cases, new ParallelOptions { CancellationToken = cancel }, subject =>
        {
            DrawSubject(place, subject, seed);
            progress?.Report(new Progress("draw", Interlocked.Increment(ref done), cases.Count));
        });
        place.WriteTables(cases);
    }

    private static void DrawSubject(CohortFolder place, CohortCase subject, ulong seed)
    {
        var region = new RgbImage(RegionSide, RegionSide, TissuePainter.Paint(subject, seed, RegionSide));
        ImageFile.WriteJpeg(region, place.Full(CohortFolder.Region(subject)), JpegQuality);
        var slices = MriPainter.Paint(subject, seed);
        for (var i = 0; i < slices.Count; i++)
        {
            if (MriContrast.All[i].Name == subject.Missing) continue;
            var image = new RgbImage(MriPainter.Side, MriPainter.Side, Tripled(slices[i]));
            ImageFile.WriteJpeg(image, place.Full(CohortFolder.Slice(subject, MriContrast.All[i])), JpegQuality);
        }
    }

    private static byte[] Tripled(byte[] grey)
    {
        var pixels = new byte[grey.Length * 3];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = grey[i / 3];
        return pixels;
    }
}
