using System.Runtime.InteropServices;
using System.Text;

namespace Concord.Interop;

/// <summary>How many names a file has, where the system tells (Linux); 1 elsewhere.</summary>
internal static unsafe partial class HardLinks
{
    private const int CurrentFolder = -100;     // AT_FDCWD
    private const int NoFollow = 0x100;         // AT_SYMLINK_NOFOLLOW
    private const uint LinkCount = 0x4;         // STATX_NLINK
    private const int LinkCountAt = 16;         // struct statx has one layout on every architecture
    private const int StatxBytes = 256;

    internal static int Count(string path)
    {
        if (!OperatingSystem.IsLinux()) return 1;
        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];
        var buffer = new byte[StatxBytes];
        fixed (byte* text = name, result = buffer)
        {
            if (Statx(CurrentFolder, text, NoFollow, LinkCount, result) == 0) return BitConverter.ToInt32(buffer, LinkCountAt);
        }

        throw new ConcordIoException(ConcordErrorCode.IoError, $"{path}: it cannot be examined");
    }

    [LibraryImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, byte* path, int flags, uint mask, byte* buffer);
}
