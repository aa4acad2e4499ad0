namespace Concord.Plugins;

/// <summary>Tells changes one after another, in their order, from threads of the pool: never under a lock of who reports them.</summary>
internal sealed class ChangeEvents(Action<PluginChange> tell)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    internal void Report(PluginChange change)
    {
        lock (_lock) _last = _last.ContinueWith(_ => tell(change), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
