namespace Concord.Plugins;

/// <summary>Folders and files that nobody but the user can read or write.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>With those above it that are missing.</summary>
    internal static void Make(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (Path.GetDirectoryName(Path.GetFullPath(folder)) is { } above) Make(above);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>A new file; throws <see cref="IOException"/> where there is one.</summary>
    internal static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <summary>Throws <see cref="ConcordArgumentException"/> when others than the user may read or write the file.</summary>
    internal static void RequireOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var mode = File.GetUnixFileMode(path);
        if ((mode & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0)
        {
            throw new ConcordArgumentException($"{path}: others may read or write it; look whether it is still yours, then: chmod 600 {path}");
        }
    }
}
