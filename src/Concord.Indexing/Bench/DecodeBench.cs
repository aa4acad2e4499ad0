using System.Diagnostics;

namespace Concord.Indexing;

/// <summary>
/// What worker processes cost: every tile of 224 × 224 pixels of a file read through one worker, and in this process, in turns and opened anew each time.
/// One thread, so that nothing else is measured. Images are one tile each.
/// </summary>
public static class DecodeBench
{
    private const int Side = 224;
    private const int Rounds = 25;

    /// <summary>Milliseconds a tile, one line a file. Throws as the files do.</summary>
    public static IReadOnlyList<EmbedBenchResult> Run(IReadOnlyList<string> files, IndexOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        using var workers = (options with { Isolated = true, WorkerProcesses = options.WorkerProcesses with { PlainImages = true } }).Opener();
        using var here = (options with { Isolated = false }).Opener();
        return [.. files.Select(file => Measure(file, workers, here, ct))];
    }

    private static EmbedBenchResult Measure(string file, ISlideOpener workers, ISlideOpener here, CancellationToken ct)
    {
        var (through, within) = (new BestSteps(), new BestSteps());
        for (var round = 0; round < Rounds; round++)
        {
            Read(file, workers, through, ct);
            Read(file, here, within, ct);
        }

        return new EmbedBenchResult($"decode.{Path.GetFileName(file)}", through.MillisecondsATile, within.MillisecondsATile, within.MillisecondsATile / through.MillisecondsATile, null, null, "ms/tile");
    }

    private static void Read(string file, ISlideOpener opener, BestSteps steps, CancellationToken ct)
    {
        steps.Begin();
        if (opener.IsWholeSlide(file)) ReadTiles(file, opener, steps, ct);
        else opener.Decoder().Read(file);
        steps.Done();
    }

    private static void ReadTiles(string file, ISlideOpener opener, BestSteps steps, CancellationToken ct)
    {
        using var slide = opener.Open(file);
        var rgb = new byte[3 * Side * Side];
        for (long y = 0; y < slide.Levels[0].Height; y += Side)
        {
            for (long x = 0; x < slide.Levels[0].Width; x += Side)
            {
                ct.ThrowIfCancellationRequested();
                slide.ReadRegion(0, x, y, Side, Side, rgb);
                steps.Done();
            }
        }
    }

    /// <summary>The shortest time of each step over the rounds: what else the machine does only adds, and a step is short enough to be spared now and then.</summary>
    private sealed class BestSteps
    {
        private readonly List<double> _best = [];
        private int _step;
        private long _began;

        /// <summary>The first step of a slide is opening it with its first tile, the last one closing it.</summary>
        internal double MillisecondsATile => _best.Sum() / Math.Max(1, _best.Count - 1);

        internal void Begin() => (_step, _began) = (0, Stopwatch.GetTimestamp());

        internal void Done()
        {
            var took = Stopwatch.GetElapsedTime(_began).TotalMilliseconds;
            if (_step == _best.Count) _best.Add(took);
            else _best[_step] = Math.Min(_best[_step], took);
            _step++;
            _began = Stopwatch.GetTimestamp();
        }
    }
}
