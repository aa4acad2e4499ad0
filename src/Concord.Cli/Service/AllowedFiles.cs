namespace Concord.Cli.Service;

/// <summary>The files a server may read: those below its roots when every link on the way is followed.</summary>
internal sealed class AllowedFiles
{
    /// <summary>As they were named, and what they are when links are followed: clients know the first.</summary>
    private readonly IReadOnlyList<(string Named, string Real)> _roots;

    /// <summary>Throws <see cref="DirectoryNotFoundException"/> for a root that is not there.</summary>
    internal AllowedFiles(IEnumerable<string> roots) => _roots =
    [
        .. roots.Select(root => Directory.Exists(root) ? (Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)), RealPath.Of(root)) : throw new DirectoryNotFoundException($"--root {root}: there is no such folder.")),
    ];

    internal IReadOnlyList<string> Roots => [.. _roots.Select(root => root.Real)];

    /// <summary>
    /// The file itself, links followed. One outside is refused in the same words whether or not it exists, so that nothing can be learned of what lies
    /// there.
    /// </summary>
    /// <param name="file">Absolute, or relative to a root.</param>
    internal string Find(string file)
    {
        foreach (var root in _roots)
        {
            if (Inside(root, file) is { } real && new FileInfo(real) is { Exists: true, Length: > 0 }) return real;
        }

        throw new ConcordNotFoundException($"\"{file}\" is not a file below the folders this server may read. Give its path relative to one of them, without \"..\".");
    }

    /// <summary>The same for a folder, or a root itself.</summary>
    internal string FindAny(string path)
    {
        foreach (var root in _roots)
        {
            var full = Path.GetFullPath(path, root.Real);
            var real = full == root.Real || full == root.Named ? root.Real : Inside(root, path);
            if (real is not null && Directory.Exists(real)) return real;
        }

        return Find(path);
    }

    private static string? Inside((string Named, string Real) root, string file)
    {
        try
        {
            var path = Path.GetFullPath(file, root.Real);
            // First as written: what lies elsewhere is not even looked at.
            if (!IsBelow(root.Real, path) && !IsBelow(root.Named, path)) return null;
            var real = RealPath.Of(path);
            return IsBelow(root.Real, real) ? real : null;
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsBelow(string root, string path) => path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
