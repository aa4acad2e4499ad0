namespace Concord.Cli.Service;

/// <summary>A path without links, as realpath(3) gives it: .NET follows those of the last part alone.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Throws <see cref="IOException"/> where links lead in a circle.</summary>
    internal static string Of(string path)
    {
        var links = 0;
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var done = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Parts(full[done.Length..]));
        while (rest.TryPop(out var part))
        {
            var next = part == ".." ? Path.GetDirectoryName(done) ?? done : part == "." ? done : Path.Combine(done, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                done = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException($"{path}: too many links.");
            if (Path.IsPathRooted(target)) done = Path.GetPathRoot(target)!;
            foreach (var deeper in Parts(Path.IsPathRooted(target) ? target[done.Length..] : target)) rest.Push(deeper);
        }

        return done;
    }

    /// <summary>The last first, as they are pushed.</summary>
    private static IEnumerable<string> Parts(string path) => path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();
}
