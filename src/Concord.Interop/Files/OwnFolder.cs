using System.Runtime.Versioning;

namespace Concord.Interop;

/// <summary>Whether a folder is this user's alone: what lies in another may be another user's.</summary>
[UnsupportedOSPlatform("windows")]
internal static class OwnFolder
{
    internal const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Why it is not, in words that follow the folder's name; null when it is.</summary>
    internal static string? Problem(string folder)
    {
        if (new DirectoryInfo(folder).LinkTarget is not null) return "is a link; the pipe's folder must be a folder of your own";
        if (PeerUser.OwnerOf(folder) != PeerUser.Own) return "belongs to another user; name another path with --pipe";
        var mode = File.GetUnixFileMode(folder);
        return (mode & ~Mode) == 0 ? null : $"is open to others (mode {Convert.ToString((int)mode, 8)}); make it yours alone with: chmod 700 {folder}";
    }
}
