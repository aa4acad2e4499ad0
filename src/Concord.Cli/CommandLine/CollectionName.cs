using System.Text.RegularExpressions;

namespace Concord.Cli.CommandLine;

/// <summary>
/// Where a collection lies. A name without a path separator lies among the user's collections; anything with one is a path.
/// </summary>
internal static partial class CollectionName
{
    private const string Extension = ".concord";

    /// <summary>The folder of the user's collections: $CONCORD_HOME, else $XDG_DATA_HOME/concord, else ~/.local/share/concord; in it, collections.</summary>
    internal static string Folder => Path.Combine(DataFolder, "collections");

    /// <summary>Where models and collections of the user lie, side by side; the store of models decides.</summary>
    internal static string DataFolder => Path.GetDirectoryName(ModelStore.Default.Folder)!;

    /// <exception cref="UsageException">The name has characters that make trouble in a file name.</exception>
    internal static string Resolve(string name)
    {
        if (name.Contains(Path.DirectorySeparatorChar) || name.Contains(Path.AltDirectorySeparatorChar)) return Path.GetFullPath(name);
        var bare = name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : name;
        if (!Allowed().IsMatch(bare))
        {
            throw new UsageException(
                $"\"{name}\" cannot be the name of a collection.",
                "Use letters, digits, '-', '_' and '.', at most 100, beginning with a letter or digit; or give a path with a '/'.");
        }

        return Path.Combine(Folder, bare + Extension);
    }

    /// <summary>The user's collections in ordinal order, those that cannot be opened too.</summary>
    internal static IEnumerable<string> Paths() =>
        Directory.Exists(Folder) ? Directory.EnumerateDirectories(Folder, "*" + Extension).Order(StringComparer.Ordinal) : [];

    /// <summary>What the user would type for the collection at <paramref name="path"/>.</summary>
    internal static string Of(string path) =>
        Path.GetDirectoryName(path) == Folder && path.EndsWith(Extension, StringComparison.Ordinal)
            ? Path.GetFileName(path)[..^Extension.Length]
            : path;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex Allowed();
}
