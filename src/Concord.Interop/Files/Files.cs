namespace Concord.Interop;

/// <summary>What must reach the disk. .NET hides failures of fsync and cannot fsync a directory, so these go through the native core.</summary>
internal static unsafe class Files
{
    /// <summary>Puts `bytes` at `path`, whole and durable: after a crash either the old or the new content is there.</summary>
    internal static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        // An empty span pins to null, which the library takes for a missing argument.
        byte none = 0;
        fixed (byte* pointer = bytes) Native.FileReplace(path, pointer is null ? &none : pointer, bytes.Length);
    }

    /// <summary>Makes the names in the directory `path` durable.</summary>
    internal static void SyncDirectory(string path) => Native.DirectorySync(path);

    /// <summary>
    /// Takes an exclusive lock on the file `path`, creating it when absent; never waits. Dispose the handle to release it.
    /// Throws <see cref="ConcordLockedException"/>, quoting the holder's note, when another handle in any process holds it.
    /// </summary>
    internal static LockHandle AcquireLock(string path, string? note = null) => Native.LockAcquire(path, note);

    /// <summary>True when `path` lies on a network file system, where locks and fsync cannot be trusted.</summary>
    internal static bool IsNetwork(string path)
    {
        byte answer = 0;
        Native.PathIsNetwork(path, &answer);
        return answer != 0;
    }
}
