namespace Concord;

/// <summary>Where a user's collections, models and plugins lie: $CONCORD_HOME, else $XDG_DATA_HOME/concord, else ~/.local/share/concord.</summary>
public static class ConcordHome
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static string Folder => Variable("CONCORD_HOME") ?? Path.Combine(DataHome, "concord");

    private static string DataHome => Variable("XDG_DATA_HOME")
        ?? (OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"));

    /// <summary>
    /// Makes a folder, and those above it, for the user alone whatever the umask: who may write in one can put another collection in a collection's place. Folders that are there stay as they are.
    /// </summary>
    public static void Make(string folder)
    {
        var full = Path.GetFullPath(folder);
        if (Directory.Exists(full)) return;
        if (Path.GetDirectoryName(full) is { } above) Make(above);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(full);
        else Directory.CreateDirectory(full, OwnerOnly);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
