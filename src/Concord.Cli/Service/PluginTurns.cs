using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Concord.Protocol;

namespace Concord.Cli.Service;

/// <summary>
/// Turns at plugins. Each call runs on a thread of its own, so that who waits for a plugin that hangs can be cancelled; a few wait for one plugin, more are refused at once.
/// Thread-safe.
/// </summary>
internal sealed class PluginTurns
{
    private const int Most = 8;

    private readonly ConcurrentDictionary<string, StrongBox<int>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Throws what `work` throws; <see cref="RpcException"/> "busy" where enough wait already; <see cref="OperationCanceledException"/>, and the plugin goes on to its own deadline.</summary>
    internal T Take<T>(string id, Func<T> work, CancellationToken cancel)
    {
        var waiting = _waiting.GetOrAdd(id, static _ => new StrongBox<int>());
        if (Interlocked.Increment(ref waiting.Value) > Most)
        {
            Interlocked.Decrement(ref waiting.Value);
            throw new RpcException("busy", $"{Most} requests wait for the plugin {id}; try again later");
        }

        var turn = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task.WaitAny([turn], cancel);
        return turn.GetAwaiter().GetResult();

        T Run()
        {
            try
            {
                return work();
            }
            finally
            {
                Interlocked.Decrement(ref waiting.Value);
            }
        }
    }
}
