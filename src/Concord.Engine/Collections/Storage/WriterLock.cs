using Concord.Interop;

namespace Concord;

/// <summary>The lock that makes a process the one writer. The operating system holds it; the text in the file is for people.</summary>
internal static class WriterLock
{
    internal static LockHandle Take(CollectionFolder folder)
    {
        if (Files.IsNetwork(folder.Path) && Environment.GetEnvironmentVariable("CONCORD_ALLOW_NETWORK") != "1")
            throw new ConcordUnsupportedException(
                $"{folder.Path} lies on a network file system, where locks and durability cannot be trusted. Set CONCORD_ALLOW_NETWORK=1 to write all the same.");
        try
        {
            return Files.AcquireLock(folder.Lock, $"process {Environment.ProcessId} of boot {BootId()}");
        }
        catch (ConcordLockedException error)
        {
            throw new ConcordLockedException($"The collection {folder.Path} is open for writing elsewhere: {error.Message}", error);
        }
    }

    private static string BootId()
    {
        const string file = "/proc/sys/kernel/random/boot_id";
        return File.Exists(file) ? File.ReadAllText(file).Trim() : "unknown";
    }
}
