namespace Concord.Interop;

/// <summary>What processes that this one started and waited for have cost.</summary>
internal static unsafe class ChildProcesses
{
    private const int Children = -1; // RUSAGE_CHILDREN
    private const int LongsOfUsage = 32;

    /// <summary>User and system time of those that ended; zero on Windows, which does not keep it.</summary>
    internal static TimeSpan CpuTime
    {
        get
        {
            if (OperatingSystem.IsWindows()) return TimeSpan.Zero;
            var usage = stackalloc long[LongsOfUsage];
            return Posix.ResourceUsage(Children, usage) == 0
                ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
                : TimeSpan.Zero;
        }
    }
}
