using System.Runtime.InteropServices;
using System.Text;

namespace Concord.Interop;

/// <summary>What Linux says of a file that .NET does not ask. Links are not followed.</summary>
internal static unsafe partial class FileFacts
{
    private const int CurrentFolder = -100;     // AT_FDCWD
    private const int NoFollow = 0x100;         // AT_SYMLINK_NOFOLLOW
    private const uint LinkCount = 0x4;         // STATX_NLINK
    private const uint UserId = 0x8;            // STATX_UID
    private const int LinkCountAt = 16;         // struct statx has one layout on every architecture
    private const int UserIdAt = 20;
    private const int StatxBytes = 256;

    /// <summary>How many names a file has.</summary>
    internal static int HardLinks(string path) => (int)Ask(path, LinkCount, LinkCountAt);

    /// <summary>The user a file or folder belongs to.</summary>
    internal static uint Owner(string path) => Ask(path, UserId, UserIdAt);

    private static uint Ask(string path, uint what, int at)
    {
        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];
        var buffer = new byte[StatxBytes];
        fixed (byte* text = name, result = buffer)
        {
            if (Statx(CurrentFolder, text, NoFollow, what, result) == 0) return BitConverter.ToUInt32(buffer, at);
        }

        throw new ConcordIoException(ConcordErrorCode.IoError, $"{path}: it cannot be examined");
    }

    [LibraryImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, byte* path, int flags, uint mask, byte* buffer);
}
