namespace Concord.Indexing;

/// <summary>Waits until something may have happened in folders.</summary>
internal sealed class FolderChanges : IDisposable
{
    /// <summary>What a file that is being written is given between two looks at it.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly AutoResetEvent _changed = new(initialState: false);

    internal FolderChanges(IReadOnlyList<string> folders)
    {
        foreach (var folder in folders.Where(Directory.Exists)) Watch(folder);
    }

    /// <summary>Until something changed, or it is time to look anyway. With `unsettled` a file is being written: it is given its time, no more.</summary>
    internal void Wait(bool unsettled, CancellationToken ct)
    {
        if (unsettled) ct.WaitHandle.WaitOne(Settling);
        else WaitHandle.WaitAny([_changed, ct.WaitHandle], Interval);
    }

    public void Dispose()
    {
        _watchers.ForEach(watcher => watcher.Dispose());
        _changed.Dispose();
    }

    private void Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.DirectoryName };
            _watchers.Add(watcher);
            watcher.Created += Signal;
            watcher.Changed += Signal;
            watcher.Renamed += Signal;
            watcher.EnableRaisingEvents = true;
        }
        catch (IOException)
        {
            // The system's watches are used up: the interval is enough.
        }
    }

    private void Signal(object sender, FileSystemEventArgs e) => _changed.Set();
}
