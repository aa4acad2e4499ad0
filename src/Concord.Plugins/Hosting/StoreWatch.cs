namespace Concord.Plugins;

/// <summary>Calls when something below a folder has changed and then rested for a moment; once more when changes were missed.</summary>
internal sealed class StoreWatch : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private readonly FileSystemWatcher _watcher;
    private readonly Timer _timer;

    internal StoreWatch(string folder, Action changed)
    {
        _timer = new Timer(_ => changed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        _watcher.Changed += Wake;
        _watcher.Created += Wake;
        _watcher.Deleted += Wake;
        _watcher.Renamed += Wake;
        _watcher.Error += (_, _) => _timer.Change(Rest, Timeout.InfiniteTimeSpan);
        _watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        _watcher.Dispose();
        using var done = new ManualResetEvent(initialState: false);
        if (_timer.Dispose(done)) done.WaitOne();
    }

    private void Wake(object? sender, FileSystemEventArgs e) => _timer.Change(Rest, Timeout.InfiniteTimeSpan);
}
