using System.Globalization;

namespace Concord.Cli.Doctor;

/// <summary>The folder of the user's collections: can it be written, is there room, and is it on a disk that keeps its promises.</summary>
internal static class StorageChecks
{
    private const double LittleSpace = 2;

    /// <summary>File systems on which locks and memory maps of several machines do not agree.</summary>
    private static readonly string[] Remote = ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph", "glusterfs", "lustre"];

    internal static IEnumerable<Finding> All(string folder)
    {
        yield return Finding.Try("data folder", () => Writable(folder), "Set CONCORD_HOME to a folder that you may write.");
        var drive = Drive(folder);
        if (drive is null) yield break;
        yield return Finding.Try("disk space", () => Space(drive), "Check the disk.");
        yield return FileSystem(drive);
    }

    private static Finding Writable(string folder)
    {
        ConcordHome.Make(folder);
        var probe = Path.Combine(folder, $".doctor-{Environment.ProcessId}");
        File.WriteAllText(probe, "");
        File.Delete(probe);
        return Finding.Ok("data folder", $"{folder}, writable");
    }

    private static Finding Space(DriveInfo drive)
    {
        var gib = drive.AvailableFreeSpace / (double)(1 << 30);
        var found = string.Create(CultureInfo.InvariantCulture, $"{gib:0.0} GiB free on {drive.Name}");
        return gib >= LittleSpace
            ? Finding.Ok("disk space", found)
            : Finding.Warn("disk space", found, "A million tiles of 1536 float32 take 6 GiB; free some, or set CONCORD_HOME to another disk.");
    }

    private static Finding FileSystem(DriveInfo drive) => Remote.Contains(drive.DriveFormat, StringComparer.OrdinalIgnoreCase)
        ? Finding.Warn("file system", $"{drive.DriveFormat}, a network file system", "Keep collections on a local disk: locks and memory maps are not reliable over a network.")
        : Finding.Ok("file system", drive.DriveFormat);

    /// <summary>The mounted file system with the longest name that holds the folder.</summary>
    private static DriveInfo? Drive(string folder) => DriveInfo.GetDrives()
        .Where(drive => (folder + "/").StartsWith(drive.Name.TrimEnd('/') + "/", StringComparison.Ordinal))
        .OrderByDescending(drive => drive.Name.Length)
        .FirstOrDefault();
}
