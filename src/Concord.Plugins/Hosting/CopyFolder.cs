namespace Concord.Plugins;

/// <summary>A private folder of one host for the copies it loads from; removed with it, or by a later host when this one was killed.</summary>
internal sealed class CopyFolder : IDisposable
{
    private const string LockName = "host.lock";

    private readonly FileStream _lock;
    private int _copies;

    internal CopyFolder(string root)
    {
        PrivateFolder.Make(root);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(root) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
        {
            throw new ConcordArgumentException($"{root}: others may write it, and plugins' copies lie there; chmod 700 {root}");
        }

        RemoveLeftOver(root);
        Path = System.IO.Path.Combine(root, $"host-{Guid.NewGuid():N}");
        PrivateFolder.Make(Path);
        _lock = new FileStream(System.IO.Path.Combine(Path, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    internal string Path { get; }

    /// <summary>A folder that is not there yet.</summary>
    internal string Next(string id) => System.IO.Path.Combine(Path, $"{id}-{Interlocked.Increment(ref _copies)}");

    public void Dispose()
    {
        _lock.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private static void RemoveLeftOver(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root, "host-*"))
        {
            try
            {
                // A host that lives holds its lock.
                using (File.Open(System.IO.Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }

                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // In use, or just being made.
            }
        }
    }
}
