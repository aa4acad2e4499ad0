using System.Diagnostics;
using Concord.Client;

namespace Concord.Cli.Service;

/// <summary>Many clients that search at once, one search after the other each; meanwhile the engine's memory, descriptors and threads are looked at.</summary>
internal sealed class PipeCrowd(BenchEngine engine, IReadOnlyList<float[]> vectors)
{
    private const int Clients = 64;

    /// <summary>Before anything counts: a quarter of the time.</summary>
    private const double WarmShare = 0.25;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    private readonly List<(TimeSpan At, EngineLoad Load)> _looks = [];
    private long _failed;
    private long _answered;

    /// <summary>Searches for `together`, behind a warm-up of a quarter of it.</summary>
    internal async Task<IReadOnlyList<(string Name, double Figure, string Unit)>> Run(TimeSpan together, CancellationToken cancel)
    {
        var warm = together * WarmShare;
        var start = Stopwatch.GetTimestamp();
        var clients = Enumerable.Range(0, Clients).Select(number => Task.Run(() => Search(number, start, warm, warm + together, cancel), cancel)).ToList();
        var all = Task.WhenAll(clients);
        while (await Task.WhenAny(all, Task.Delay(Look, cancel)).ConfigureAwait(false) != all)
        {
            if (Stopwatch.GetElapsedTime(start) is var at && at > warm && at < warm + together) _looks.Add((at, engine.Load()));
        }

        await all.ConfigureAwait(false);
        return [("answers", _answered / together.TotalSeconds, "1/s"), ("failed", _failed, "requests"), .. Drifts(warm, together)];
    }

    private async Task Search(int number, long start, TimeSpan warm, TimeSpan end, CancellationToken cancel)
    {
        using var client = await ConcordClient.Connect(engine.Client, cancel).ConfigureAwait(false);
        for (var i = number; Stopwatch.GetElapsedTime(start) < end; i++)
        {
            try
            {
                await client.Search(BenchEngine.Vectors, vectors[i % vectors.Count], ct: cancel).ConfigureAwait(false);
                if (Stopwatch.GetElapsedTime(start) > warm) Interlocked.Increment(ref _answered);
            }
            catch (ConcordServiceException)
            {
                Interlocked.Increment(ref _failed);
            }
        }
    }

    /// <summary>Medians of the first and the last quarter, and what they differ by; none where the time was too short for a look in each.</summary>
    private IEnumerable<(string, double, string)> Drifts(TimeSpan warm, TimeSpan together)
    {
        var early = _looks.Where(look => look.At < warm + together / 4).Select(look => look.Load).ToList();
        var late = _looks.Where(look => look.At > warm + together * 3 / 4).Select(look => look.Load).ToList();
        if (early.Count == 0 || late.Count == 0) yield break;
        var (before, after) = (Median(early, load => load.Resident), Median(late, load => load.Resident));
        yield return ("memory.first", before, "MiB");
        yield return ("memory.last", after, "MiB");
        yield return ("memory.drift", 100 * (after - before) / before, "%");
        yield return ("descriptors.first", Median(early, load => load.Descriptors), "");
        yield return ("descriptors.last", Median(late, load => load.Descriptors), "");
        yield return ("threads.first", Median(early, load => load.Threads), "");
        yield return ("threads.last", Median(late, load => load.Threads), "");
    }

    private static double Median(List<EngineLoad> loads, Func<EngineLoad, double> figure) => loads.Select(figure).Order().ElementAt(loads.Count / 2);
}
