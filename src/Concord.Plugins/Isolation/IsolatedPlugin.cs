namespace Concord.Plugins;

/// <summary>
/// A plugin in a process of its own, which is started again when it ends, at once and without being asked, until it has ended too often: then it is quarantined. Its service stays the same object
/// throughout. Thread-safe; questions are asked one after another.
/// </summary>
internal sealed class IsolatedPlugin : IPluginInstance
{
    /// <summary>What a question under way is given when the plugin is unloaded.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly PluginCopy _copy;
    private readonly IsolationOptions _options;
    private readonly Queue<DateTimeOffset> _ends = new();
    private volatile PluginProcess? _process;
    private volatile string? _out;

    private IsolatedPlugin(PluginCopy copy, IsolationOptions options) => (_copy, _options) = (copy, options);

    public object Service { get; private set; } = null!;

    /// <summary>Of the process that runs now; null between two.</summary>
    internal int? ProcessId => _process?.Id;

    /// <summary>Changes with every process; slides of an earlier one have to be opened again.</summary>
    internal int Generation { get; private set; }

    /// <summary>Throws <see cref="PluginException"/> when the plugin refuses, cannot be started, or ends at its start as often as leads to quarantine.</summary>
    internal static IsolatedPlugin Start(PluginCopy copy, IsolationOptions options)
    {
        var self = new IsolatedPlugin(copy, options);
        lock (self._lock)
        {
            PluginFacts facts;
            try
            {
                facts = self.Running().Facts;
            }
            catch (PluginException)
            {
                self._out = "it could not be started";
                throw;
            }

            self.Service = copy.Manifest.Kind switch
            {
                PluginKind.SlideReader => new RemoteSlideReader(copy.Manifest.Id, self),
                PluginKind.Embedder => new RemoteEmbedder(self, facts),
                PluginKind.Reranker => new RemoteReranker(self),
                _ => new RemoteExporter(self, facts),
            };
            return self;
        }
    }

    /// <summary>Asks what may take several questions of one process. Throws <see cref="PluginException"/>; an end of the process is one, and counted.</summary>
    internal T Use<T>(Func<PluginProcess, T> ask)
    {
        lock (_lock)
        {
            var process = Running();
            try
            {
                return ask(process);
            }
            catch (PluginEndedException e)
            {
                OnEnd(process, e.Message);
                throw new PluginException(e.Message, e);
            }
        }
    }

    public void Dispose()
    {
        // Before the lock: who waits for a turn is told.
        _out = "it is unloaded";
        if (!_lock.TryEnter(Farewell))
        {
            _process?.End();
            _lock.Enter();
        }

        try
        {
            var process = _process;
            _process = null;
            process?.Dispose();
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>The process, started when there is none.</summary>
    private PluginProcess Running()
    {
        while (true)
        {
            if (_out is not null) throw new PluginException(_out) { Lasting = true };
            if (_process is not null) return _process;
            try
            {
                _process = PluginProcess.Start(_copy, _options.Limits, _options.Program, OnExit);
                Generation++;
                _options.Changed(PluginState.Running, null);
            }
            catch (PluginEndedException e)
            {
                OnEnd(null, e.Message);
            }
        }
    }

    /// <summary>An end that no question met: the plugin went by itself.</summary>
    private void OnExit(PluginProcess process)
    {
        lock (_lock)
        {
            if (_process == process) OnEnd(process, process.HowItEnded());
        }
    }

    private void OnEnd(PluginProcess? process, string reason)
    {
        _process = null;
        process?.Dispose();
        if (_out is not null) return;
        var now = _options.Time.GetUtcNow();
        _ends.Enqueue(now);
        while (now - _ends.Peek() > _options.Limits.QuarantineWindow) _ends.Dequeue();
        if (_ends.Count >= _options.Limits.QuarantineEnds)
        {
            _out = $"it is quarantined: it ended {_ends.Count} times within {_options.Limits.QuarantineWindow.TotalSeconds:0} s, the last time because {reason}";
            _options.Changed(PluginState.Quarantined, _out);
            return;
        }

        _options.Changed(PluginState.Restarting, reason);
        if (process is not null) Task.Run(Restart);
    }

    private void Restart()
    {
        try
        {
            lock (_lock) _ = Running();
        }
        catch (PluginException e)
        {
            // Said to the host by its state, unless it refused, which nobody has said yet.
            lock (_lock)
            {
                if (_out is not null) return;
                _out = e.Message;
                _options.Changed(PluginState.Refused, e.Message);
            }
        }
    }
}
