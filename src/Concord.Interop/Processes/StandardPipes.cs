using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Concord.Interop;

/// <summary>
/// A child's standard input and output, taken for its parent's messages alone: what any library reads from or prints to the standard streams later
/// finds nothing, and goes to standard error.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe class StandardPipes
{
    private const int PipeBytes = 1024 * 1024;

    internal static (Stream Input, Stream Output) Take()
    {
        var (input, output) = (Posix.Duplicate(0), Posix.Duplicate(1));
        fixed (byte* nothing = "/dev/null\0"u8)
        {
            var empty = Posix.Open(nothing, Posix.ReadWrite, 0);
            if (input < 0 || output < 0 || empty < 0 || Posix.DuplicateTo(empty, 0) < 0 || Posix.DuplicateTo(2, 1) < 0)
            {
                throw new ConcordIoException(ConcordErrorCode.IoError, "the standard streams cannot be taken over");
            }
        }

        return (Open(input, FileAccess.Read), Open(output, FileAccess.Write));
    }

    /// <summary>Larger than the usual 64 KiB where the system grants it: a tile's pixels then cross without waiting for the reader.</summary>
    private static FileStream Open(int descriptor, FileAccess access)
    {
        if (OperatingSystem.IsLinux()) _ = Posix.FileControl(descriptor, Posix.PipeSize, PipeBytes);
        return new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);
    }
}
