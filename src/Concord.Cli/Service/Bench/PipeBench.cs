using System.Diagnostics;
using Concord.Client;
using Concord.Indexing;

namespace Concord.Cli.Service;

/// <summary>Asks an engine of its own over a real pipe, and takes the time.</summary>
internal static class PipeBench
{
    private const int Calls = 5000, WarmUp = 3000, PixelSide = 256, PixelCalls = 200, Queries = 64;

    /// <summary>Latencies of one client, then many that ask at once for `together`.</summary>
    internal static async Task<IReadOnlyList<EmbedBenchResult>> Run(TimeSpan together, CancellationToken cancel)
    {
        await using var engine = new BenchEngine();
        var random = new Random(1);
        var vectors = Enumerable.Range(0, Queries).Select(_ => BenchEngine.Vector(random)).ToList();
        var one = await OfOneClient(engine, vectors, random, cancel).ConfigureAwait(false);
        var crowd = await new PipeCrowd(engine, vectors).Run(together, cancel).ConfigureAwait(false);
        return [.. one, .. crowd.Select(line => Plain($"pipe.crowd.{line.Name}", line.Figure, line.Unit))];
    }

    private static async Task<IReadOnlyList<EmbedBenchResult>> OfOneClient(BenchEngine engine, List<float[]> vectors, Random random, CancellationToken cancel)
    {
        using var client = await engine.Connect(cancel).ConfigureAwait(false);
        var next = 0;
        var echo = await Latency(() => client.Call("echo", new RequestMap().Add("data", Array.Empty<byte>()), ct: cancel)).ConfigureAwait(false);
        var search = await Latency(() => client.Search(BenchEngine.Vectors, vectors[next++ % vectors.Count], ct: cancel)).ConfigureAwait(false);
        var (embedded, alone) = await Embedding(client, Noise(random), cancel).ConfigureAwait(false);
        return
        [
            Plain("pipe.echo.p50", At(echo, 0.50), "ms"), Plain("pipe.echo.p99", At(echo, 0.99), "ms"),
            Plain("pipe.search.p50", At(search, 0.50), "ms"), Plain("pipe.search.p99", At(search, 0.99), "ms"),
            Plain("pipe.embed.p50", At(embedded, 0.50), "ms"), Plain("pipe.embed.alone.p50", At(alone, 0.50), "ms"),
            Plain("pipe.embed.above.p50", At(embedded, 0.50) - At(alone, 0.50), "ms"),
        ];
    }

    /// <summary>Of the same pixels over the pipe and in this process, in turns: what they differ by is the way there and back.</summary>
    private static async Task<(double[] Embedded, double[] Alone)> Embedding(ConcordClient client, PixelData pixels, CancellationToken cancel)
    {
        using var embedder = BenchEngine.Embedder();
        var image = new RgbImage(pixels.Width, pixels.Height, pixels.Rgb);
        var (embedded, alone) = (new List<double>(), new List<double>());
        for (var i = 0; i < 2 * PixelCalls; i++)
        {
            var there = await Time(() => client.Embed(BenchEngine.Tiles, pixels, ct: cancel)).ConfigureAwait(false);
            var here = await Time(() => Task.FromResult(embedder.Embed(image))).ConfigureAwait(false);
            if (i < PixelCalls) continue;
            embedded.Add(there);
            alone.Add(here);
        }

        return ([.. embedded.Order()], [.. alone.Order()]);
    }

    /// <summary>In ascending order, milliseconds.</summary>
    private static async Task<double[]> Latency(Func<Task> call)
    {
        for (var i = 0; i < WarmUp; i++) await call().ConfigureAwait(false);
        var times = new double[Calls];
        for (var i = 0; i < Calls; i++) times[i] = await Time(call).ConfigureAwait(false);
        Array.Sort(times);
        return times;
    }

    private static async Task<double> Time(Func<Task> call)
    {
        var started = Stopwatch.GetTimestamp();
        await call().ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double At(double[] ascending, double quantile) => ascending[(int)(ascending.Length * quantile)];

    private static PixelData Noise(Random random)
    {
        var noise = new byte[3 * PixelSide * PixelSide];
        random.NextBytes(noise);
        return new PixelData(PixelSide, PixelSide, noise);
    }

    private static EmbedBenchResult Plain(string name, double figure, string unit) => new(name, figure, null, null, null, null, unit);
}
