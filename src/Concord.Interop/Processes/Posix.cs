using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>The calls of the C library that processes of ours make of themselves. Numbers are Linux's; none is called elsewhere but where it says so.</summary>
internal static unsafe partial class Posix
{
    internal const int ParentDeathSignal = 1; // PR_SET_PDEATHSIG
    internal const int Kill = 9; // SIGKILL
    internal const int DataLimit = 2; // RLIMIT_DATA
    internal const int CoreLimit = 4; // RLIMIT_CORE
    internal const int PipeSize = 1031; // F_SETPIPE_SZ
    internal const int ReadWrite = 2; // O_RDWR

    // Variadic in C; the arguments go where those of a plain function do on the Linux machines that .NET runs on.
    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    internal static partial int ProcessControl(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    internal static partial int SetLimit(int resource, ulong* softAndHard);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int FileControl(int descriptor, int command, nint value);

    [LibraryImport("libc", EntryPoint = "getppid")]
    internal static partial int ParentId();

    /// <summary>On every Unix.</summary>
    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    internal static partial int Duplicate(int descriptor);

    /// <summary>On every Unix.</summary>
    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    internal static partial int DuplicateTo(int descriptor, int onto);

    /// <summary>On every Unix.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    internal static partial int Open(byte* path, int flags, int mode);

    /// <summary>On every Unix.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();

    /// <summary>On every Unix. `usage` begins with seconds and microseconds of user time, then of system time.</summary>
    [LibraryImport("libc", EntryPoint = "getrusage")]
    internal static partial int ResourceUsage(int who, long* usage);

    /// <summary>On every Unix. Both lists end in null; returns only when it fails.</summary>
    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true)]
    internal static partial int Become(byte* path, byte** arguments, byte** environment);
}
