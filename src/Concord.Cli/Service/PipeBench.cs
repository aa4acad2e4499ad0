using System.Diagnostics;
using Concord.Client;
using Concord.Indexing;

namespace Concord.Cli.Service;

/// <summary>Asks an engine of its own over a real pipe, and takes the time.</summary>
internal static class PipeBench
{
    private const int Rows = 1000, Dimension = 1536, Calls = 5000, WarmUp = 1000, PixelSide = 256, PixelCalls = 200, Many = 64;

    /// <summary>Latencies of one client, then as many clients as ask at once for `together`.</summary>
    internal static async Task<IReadOnlyList<EmbedBenchResult>> Run(TimeSpan together, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("concord-bench-");
        try
        {
            MakeCollections(Path.Combine(folder.FullName, "collections"));
            using var engine = StartEngine(folder.FullName);
            try
            {
                return await Ask(Path.Combine(folder.FullName, "run", "b.sock"), engine, together, cancel).ConfigureAwait(false);
            }
            finally
            {
                engine.Kill();
                await engine.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<EmbedBenchResult>> Ask(string socket, Process engine, TimeSpan together, CancellationToken cancel)
    {
        var options = new ClientOptions { Pipe = socket, StartPatience = TimeSpan.FromSeconds(30) };
        using var client = await Connected(options, engine, cancel).ConfigureAwait(false);
        var random = new Random(1);
        var vectors = Enumerable.Range(0, 64).Select(_ => Vector(random)).ToList();
        var next = 0;
        var echo = await Latency(Calls, () => client.Call("echo", new RequestMap().Add("data", Array.Empty<byte>()), ct: cancel)).ConfigureAwait(false);
        var search = await Latency(Calls, () => client.Search("vectors", vectors[next++ % vectors.Count], ct: cancel)).ConfigureAwait(false);
        var pixels = new PixelData(PixelSide, PixelSide, Noise(random, 3 * PixelSide * PixelSide));
        var carried = await Latency(PixelCalls, () => client.Call("echo", new RequestMap().Add("data", pixels.Rgb), ct: cancel)).ConfigureAwait(false);
        var embedded = await Latency(PixelCalls, () => client.Embed("tiles", pixels, ct: cancel)).ConfigureAwait(false);
        var (failed, answered, before, after) = await Crowd(options, client, vectors, together, cancel).ConfigureAwait(false);
        return
        [
            Plain("pipe.echo.p50", echo.P50, "ms"), Plain("pipe.echo.p99", echo.P99, "ms"),
            Plain("pipe.search.p50", search.P50, "ms"), Plain("pipe.search.p99", search.P99, "ms"),
            Plain("pipe.pixels.both.ways.p50", carried.P50, "ms"), Plain("pipe.embed.p50", embedded.P50, "ms"),
            Plain("pipe.crowd.answers", answered / together.TotalSeconds, "1/s"), Plain("pipe.crowd.failed", failed, "requests"),
            Plain("pipe.crowd.memory.before", before, "MiB"), Plain("pipe.crowd.memory.after", after, "MiB"),
        ];
    }

    private static async Task<(long Failed, long Answered, double Before, double After)> Crowd(
        ClientOptions options, ConcordClient observer, List<float[]> vectors, TimeSpan together, CancellationToken cancel)
    {
        var (failed, answered) = (0L, 0L);
        var warm = TimeSpan.FromSeconds(together.TotalSeconds / 4);
        var start = Stopwatch.GetTimestamp();
        var clients = Enumerable.Range(0, Many).Select(number => Task.Run(async () =>
        {
            using var client = await ConcordClient.Connect(options, cancel).ConfigureAwait(false);
            for (var i = number; Stopwatch.GetElapsedTime(start) < together + warm; i++)
            {
                try
                {
                    await client.Search("vectors", vectors[i % vectors.Count], ct: cancel).ConfigureAwait(false);
                    if (Stopwatch.GetElapsedTime(start) > warm) Interlocked.Increment(ref answered);
                }
                catch (ConcordServiceException)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }, cancel)).ToList();
        await Task.Delay(warm, cancel).ConfigureAwait(false);
        var before = await Resident(observer, cancel).ConfigureAwait(false);
        await Task.WhenAll(clients).ConfigureAwait(false);
        return (failed, answered, before, await Resident(observer, cancel).ConfigureAwait(false));
    }

    private static async Task<double> Resident(ConcordClient client, CancellationToken cancel) =>
        (await client.Call("health", ct: cancel).ConfigureAwait(false)).WholeNumber("resident_bytes")!.Value / (1024.0 * 1024);

    private static async Task<(double P50, double P99)> Latency(int calls, Func<Task> call)
    {
        for (var i = 0; i < Math.Min(calls, WarmUp); i++) await call().ConfigureAwait(false);
        var times = new double[calls];
        for (var i = 0; i < calls; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await call().ConfigureAwait(false);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(times);
        return (times[calls / 2], times[calls * 99 / 100]);
    }

    private static async Task<ConcordClient> Connected(ClientOptions options, Process engine, CancellationToken cancel)
    {
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return await ConcordClient.Connect(options, cancel).ConfigureAwait(false);
            }
            catch (ConcordServiceException) when (!engine.HasExited && Stopwatch.GetElapsedTime(since) < options.StartPatience)
            {
                await Task.Delay(50, cancel).ConfigureAwait(false);
            }
        }
    }

    private static Process StartEngine(string folder)
    {
        var run = Path.Combine(folder, "run");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(run);
        else Directory.CreateDirectory(run, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(PipeBench).Assembly.Location);
        foreach (var argument in new[] { "serve", "--pipe", Path.Combine(run, "b.sock") }) start.ArgumentList.Add(argument);
        start.Environment["CONCORD_HOME"] = folder;
        var engine = Process.Start(start)!;
        engine.BeginErrorReadLine();
        engine.BeginOutputReadLine();
        return engine;
    }

    /// <summary>One of random vectors, and an empty one of the built-in model.</summary>
    private static void MakeCollections(string folder)
    {
        Directory.CreateDirectory(folder);
        var model = ModelStore.Default.Get(ModelStore.BuiltInId);
        using var tiles = Collection.Create(Path.Combine(folder, "tiles.concord"), new CollectionOptions { Space = model.Space(null, null) });
        var identity = model.Space(null, null) with { ModelId = "bench", WeightsSha256 = new string('0', 64), Dimension = Dimension };
        using var collection = Collection.Create(Path.Combine(folder, "vectors.concord"), new CollectionOptions { Space = identity });
        var random = new Random(2);
        var records = Enumerable.Range(0, Rows).Select(i => new TileRecord(new SlideRecord($"s{i}", $"c{i}", $"p{i}") { Width = 224, Height = 224 }, 0, 0, 224, 224)).ToList();
        collection.Append(collection.Space(), records, records.SelectMany(_ => Vector(random)).ToArray(), complete: true);
    }

    private static float[] Vector(Random random) => [.. Enumerable.Range(0, Dimension).Select(_ => (float)(random.NextDouble() - 0.5))];

    private static byte[] Noise(Random random, int bytes)
    {
        var noise = new byte[bytes];
        random.NextBytes(noise);
        return noise;
    }

    private static EmbedBenchResult Plain(string name, double figure, string unit) => new(name, figure, null, null, null, null, unit);
}
