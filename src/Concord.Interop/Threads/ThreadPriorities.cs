using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Concord.Interop;

/// <summary>Lets threads stand back. Linux keeps a nice value for each thread, which .NET's own priorities do not set.</summary>
internal static partial class ThreadPriorities
{
    private const int ProcessOrThread = 0;
    private const int Nice = 10;

    internal static void LowerThisThread()
    {
        if (OperatingSystem.IsLinux()) LowerOnLinux();
        else Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    /// <summary>0 is the calling thread. A refusal is no failure: the thread then runs as any other.</summary>
    [SupportedOSPlatform("linux")]
    private static void LowerOnLinux() => _ = SetPriority(ProcessOrThread, 0, Nice);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}
