using System.Diagnostics;
using Concord.Client;

namespace Concord.Cli.Service;

/// <summary>An engine as a process of its own, over collections that are drawn for it; both are gone when it is disposed.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    /// <summary>Of the collection of random vectors.</summary>
    internal const string Vectors = "vectors";

    /// <summary>Of the collection of the built-in model, which is empty.</summary>
    internal const string Tiles = "tiles";

    internal const int Rows = 1000, Dimension = 1536;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("concord-bench-");
    private readonly Process _process;

    internal BenchEngine()
    {
        try
        {
            DrawCollections(Path.Combine(_folder.FullName, "collections"));
            _process = Start();
        }
        catch
        {
            _folder.Delete(recursive: true);
            throw;
        }
    }

    internal ClientOptions Client => new() { Pipe = Path.Combine(_folder.FullName, "run", "b.sock"), StartPatience = TimeSpan.FromSeconds(30) };

    /// <summary>What the process has just now: resident bytes, descriptors (handles), threads.</summary>
    internal EngineLoad Load()
    {
        _process.Refresh();
        return new EngineLoad(_process.WorkingSet64 / (1024.0 * 1024), _process.HandleCount, _process.Threads.Count);
    }

    /// <summary>A client, once the engine listens.</summary>
    internal async Task<ConcordClient> Connect(CancellationToken cancel)
    {
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return await ConcordClient.Connect(Client, cancel).ConfigureAwait(false);
            }
            catch (ConcordServiceException) when (!_process.HasExited && Stopwatch.GetElapsedTime(since) < Client.StartPatience)
            {
                await Task.Delay(50, cancel).ConfigureAwait(false);
            }
        }
    }

    internal static float[] Vector(Random random) => [.. Enumerable.Range(0, Dimension).Select(_ => (float)(random.NextDouble() - 0.5))];

    /// <summary>The built-in model, loaded as the engine loads it.</summary>
    internal static Embedder Embedder() => Concord.Embedder.Load(ModelStore.Default.Get(ModelStore.BuiltInId), null, new EmbedderOptions());

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private Process Start()
    {
        var run = Path.Combine(_folder.FullName, "run");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(run);
        else Directory.CreateDirectory(run, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(BenchEngine).Assembly.Location);
        foreach (var argument in new[] { "serve", "--pipe", Client.Pipe }) start.ArgumentList.Add(argument);
        start.Environment["CONCORD_HOME"] = _folder.FullName;
        var engine = Process.Start(start)!;
        engine.BeginErrorReadLine();
        engine.BeginOutputReadLine();
        return engine;
    }

    private static void DrawCollections(string folder)
    {
        Directory.CreateDirectory(folder);
        var builtIn = ModelStore.Default.Get(ModelStore.BuiltInId).Space(null, null);
        using var tiles = Collection.Create(Path.Combine(folder, Tiles + ".concord"), new CollectionOptions { Space = builtIn });
        var identity = builtIn with { ModelId = "bench", WeightsSha256 = new string('0', 64), Dimension = Dimension };
        using var collection = Collection.Create(Path.Combine(folder, Vectors + ".concord"), new CollectionOptions { Space = identity });
        var random = new Random(2);
        var records = Enumerable.Range(0, Rows).Select(i => new TileRecord(new SlideRecord($"s{i}", $"c{i}", $"p{i}") { Width = 224, Height = 224 }, 0, 0, 224, 224)).ToList();
        collection.Append(collection.Space(), records, records.SelectMany(_ => Vector(random)).ToArray(), complete: true);
    }
}

/// <summary>What a process has at one moment.</summary>
/// <param name="Resident">MiB of memory.</param>
/// <param name="Descriptors">Open descriptors, or handles.</param>
/// <param name="Threads">Threads.</param>
internal sealed record EngineLoad(double Resident, int Descriptors, int Threads);
