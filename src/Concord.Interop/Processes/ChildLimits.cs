using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>What a child process takes upon itself before it touches a file. Linux; elsewhere nothing is done.</summary>
internal static unsafe class ChildLimits
{
    /// <summary>Dies by SIGKILL with the thread that started it, at once if the parent is gone already. Throws <see cref="ConcordUnsupportedException"/>.</summary>
    internal static void DieWith(int parent)
    {
        if (!OperatingSystem.IsLinux()) return;
        Check(Posix.ProcessControl(Posix.ParentDeathSignal, Posix.Kill, 0, 0, 0), "prctl(PR_SET_PDEATHSIG)");
        if (Posix.ParentId() != parent) Environment.Exit(1);
    }

    /// <summary>
    /// Private memory that can be written, reserved address space not counted, ends at `bytes`: allocations fail beyond. And no core is
    /// dumped, since it would hold pixels of patients.
    /// </summary>
    internal static void Memory(long bytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        Limit(Posix.DataLimit, (ulong)bytes, "RLIMIT_DATA");
        Limit(Posix.CoreLimit, 0, "RLIMIT_CORE");
    }

    private static void Limit(int resource, ulong value, string name)
    {
        var both = stackalloc ulong[] { value, value };
        Check(Posix.SetLimit(resource, both), $"setrlimit({name})");
    }

    private static void Check(int result, string call)
    {
        if (result != 0) throw new ConcordUnsupportedException($"the system refused {call}: {Marshal.GetLastPInvokeErrorMessage()}");
    }
}
