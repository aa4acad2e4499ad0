using System.Diagnostics;
using Concord.Interop;
using NetVips;

namespace Concord.Indexing;

/// <summary>
/// Preprocessing a 1024 × 1024 picture in memory to a normalised 224 × 224 tensor, beside NetVips doing the same: resize with its linear
/// kernel, cast, scale and shift, written to memory. NetVips keeps its pixels interleaved, which saves it a step. Both run in turns;
/// each figure is the median. NetVips is measured with one thread and with all cores, each as it resizes by default (a box filter first)
/// and with its antialiased kernel alone, and its best counts.
/// </summary>
public static class PreprocessBench
{
    private const int Side = 1024;
    private const int Output = 224;
    private const int Rounds = 51;
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Deviation = [0.229f, 0.224f, 0.225f];

    /// <summary>Measures; the result is named "preprocess.bilinear", in milliseconds.</summary>
    public static EmbedBenchResult Run(CancellationToken ct)
    {
        Vips.EnsureReady();
        var rgb = new byte[Side * Side * 3];
        new Random(1).NextBytes(rgb);
        var tensor = new float[3 * Output * Output];
        var options = new PreprocessOptions { OutputHeight = Output, OutputWidth = Output, Mean = Mean, Std = Deviation };
        Action[] work =
        [
            () => Preprocess.Rgb8(rgb, Side, Side, Side * 3, options, tensor),
            () => Peer(rgb, 1, 2.0),
            () => Peer(rgb, 1, 0.0),
            () => Peer(rgb, Environment.ProcessorCount, 2.0),
            () => Peer(rgb, Environment.ProcessorCount, 0.0),
        ];
        var medians = Medians(work, ct);
        var peer = medians[1..].Min();
        return new EmbedBenchResult("preprocess.bilinear", medians[0], peer, peer / medians[0], null, null, "ms");
    }

    private static void Peer(byte[] rgb, int threads, double gap)
    {
        var before = NetVips.NetVips.Concurrency;
        NetVips.NetVips.Concurrency = threads;
        try
        {
            using var image = Image.NewFromMemory(rgb, Side, Side, 3, Enums.BandFormat.Uchar);
            using var small = image.Resize((double)Output / Side, Enums.Kernel.Linear, gap);
            using var floats = small.Cast(Enums.BandFormat.Float);
            using var normalised = floats.Linear(
                [.. Deviation.Select(deviation => 1.0 / (255 * deviation))],
                [.. Mean.Zip(Deviation, (mean, deviation) => -(double)mean / deviation)]);
            _ = normalised.WriteToMemory<float>();
        }
        finally
        {
            NetVips.NetVips.Concurrency = before;
        }
    }

    private static double[] Medians(Action[] work, CancellationToken ct)
    {
        var times = Array.ConvertAll(work, _ => new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            for (var i = 0; i < work.Length; i++)
            {
                ct.ThrowIfCancellationRequested();
                var began = Stopwatch.GetTimestamp();
                work[i]();
                if (round >= 0) times[i].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        return Array.ConvertAll(times, of => of.Order().ElementAt(Rounds / 2));
    }
}
