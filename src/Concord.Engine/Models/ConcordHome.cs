namespace Concord;

/// <summary>Where a user's models lie.</summary>
internal static class ConcordHome
{
    internal static string Folder => Variable("CONCORD_HOME") ?? Path.Combine(DataHome, "concord");

    private static string DataHome => Variable("XDG_DATA_HOME")
        ?? (OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"));

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
