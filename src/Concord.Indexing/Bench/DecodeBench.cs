using System.Diagnostics;

namespace Concord.Indexing;

/// <summary>
/// What worker processes cost: every tile of 224 × 224 pixels of a file read through one worker, and in this process, in turns and opened anew each time.
/// One thread, so that nothing else is measured.
/// </summary>
public static class DecodeBench
{
    private const int Side = 224;
    private const int Rounds = 15;

    /// <summary>Milliseconds a tile, one line a file; the median of the rounds. Throws as the files do.</summary>
    public static IReadOnlyList<EmbedBenchResult> Run(IReadOnlyList<string> files, IndexOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        using var workers = (options with { Isolated = true }).Opener();
        using var here = (options with { Isolated = false }).Opener();
        return [.. files.Select(file => Measure(file, workers, here, ct))];
    }

    private static EmbedBenchResult Measure(string file, ISlideOpener workers, ISlideOpener here, CancellationToken ct)
    {
        var (isolated, direct) = (new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            var (through, within) = (MillisecondsATile(file, workers, ct), MillisecondsATile(file, here, ct));
            if (round < 0) continue;
            isolated.Add(through);
            direct.Add(within);
        }

        var (ours, peer) = (Median(isolated), Median(direct));
        return new EmbedBenchResult($"decode.{Path.GetFileName(file)}", ours, peer, peer / ours, null, null, "ms/tile");
    }

    private static double MillisecondsATile(string file, ISlideOpener opener, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var tiles = opener.IsWholeSlide(file) ? ReadTiles(file, opener, ct) : ReadImage(file, opener);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / tiles;
    }

    private static int ReadTiles(string file, ISlideOpener opener, CancellationToken ct)
    {
        using var slide = opener.Open(file);
        var rgb = new byte[3 * Side * Side];
        var tiles = 0;
        for (long y = 0; y < slide.Levels[0].Height; y += Side)
        {
            for (long x = 0; x < slide.Levels[0].Width; x += Side, tiles++)
            {
                ct.ThrowIfCancellationRequested();
                slide.ReadRegion(0, x, y, Side, Side, rgb);
            }
        }

        return tiles;
    }

    private static int ReadImage(string file, ISlideOpener opener)
    {
        opener.Decoder().Read(file);
        return 1;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
