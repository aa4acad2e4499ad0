namespace Concord.Protocol;

/// <summary>Where a server listens: docs/protocol.md, "The pipe".</summary>
/// <param name="Address">Path of the socket, or on Windows the pipe's name without \\.\pipe\.</param>
public sealed record ServiceEndpoint(string Address)
{
    public const string DefaultName = "default";

    /// <summary>What sun_path holds, less its final 0.</summary>
    private const int LongestSocketPath = 107;

    /// <summary>The endpoint of a name; a name with a path separator is the socket's path itself. Throws <see cref="ArgumentException"/> for one that cannot be.</summary>
    public static ServiceEndpoint Of(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (OperatingSystem.IsWindows()) return new ServiceEndpoint($"concord-{Environment.UserName}-{name}");
        var path = name.Contains('/') ? Path.GetFullPath(name) : Path.Combine(Folder(), Checked(name) + ".sock");
        return System.Text.Encoding.UTF8.GetByteCount(path) <= LongestSocketPath ? new ServiceEndpoint(path)
            : throw new ArgumentException($"the socket's path {path} is longer than {LongestSocketPath} bytes; use a shorter name, or --pipe with a shorter path");
    }

    private static string Folder() => Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime)
        ? Path.Combine(runtime, "concord")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".concord", "run");

    private static string Checked(string name) => name.Length <= 40 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        ? name
        : throw new ArgumentException($"\"{name}\" cannot name a pipe; use up to 40 letters, digits, '-', '_' and '.', or a path");
}
