using Concord.Cli.Plugins;
using Concord.Plugins;
using Microsoft.Extensions.Logging;

namespace Concord.Cli.Service;

/// <summary>
/// A server's plugins. They are loaded behind its start, so that searches are answered while a plugin takes its time, and asked in turns. Without plugins, or where they cannot be loaded, the server is the
/// same. Thread-safe.
/// </summary>
internal sealed class ServedPlugins : ISlideReaderSource, IDisposable
{
    /// <summary>Of the five seconds that a server may take to stop. What is not unloaded then ends with this process.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1.5);

    private readonly PluginTurns _turns = new();

    internal ServedPlugins(int callSeconds, ILogger log)
    {
        var call = TimeSpan.FromSeconds(callSeconds);
        Loaded = LoadedPlugins.All(PluginLimits.Default with { Call = call });
        new Thread(() => Load(log)) { IsBackground = true, Name = "concord plugins" }.Start();
    }

    /// <summary>For work on threads of its own, which may wait: index jobs.</summary>
    internal LoadedPlugins Loaded { get; }

    public IReadOnlyList<ISlideReader> Readers => [.. Loaded.Readers.Select(reader => new ReaderInTurn(reader, _turns))];

    public bool HasExtension(string extension) => Loaded.HasExtension(extension);

    internal (SearchAnswer Answer, PluginIdentity By) Reranked(string id, Func<PluginHits> hits, SearchAnswer answer, CancellationToken cancel)
    {
        var (reranker, identity) = Loaded.Reranker(id, cancel);
        var asked = hits();
        return (PluginAnswers.Reranked(answer, _turns.Take(id, () => reranker.Rerank(asked), cancel)), identity);
    }

    internal byte[] Exported(string id, Func<PluginHits> hits, CancellationToken cancel)
    {
        var exporter = Loaded.Exporter(id, cancel).Service;
        var asked = hits();
        return _turns.Take(id, () => PluginAnswers.Export(exporter, asked), cancel);
    }

    /// <summary>The embedder of a plugin's space; nothing has to be disposed.</summary>
    internal Embedder Embedder(string id, Metric? metric, CancellationToken cancel) =>
        PluginModel.Open(Loaded, id, metric, model => new EmbedderInTurn(id, model, _turns, cancel), cancel);

    public void Dispose() => Task.Factory.StartNew(Loaded.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Wait(Farewell);

    private void Load(ILogger log)
    {
        try
        {
            Loaded.Follow(change => log.Plugin(change.Id, change.State));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ConcordException)
        {
            log.NoPlugins(e.Message);
        }
        catch (ObjectDisposedException)
        {
            // Stopped before all were loaded.
        }
    }
}
