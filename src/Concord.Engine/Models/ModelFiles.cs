using System.Security.Cryptography;
using System.Text;

namespace Concord;

/// <summary>The weight files of a model folder: the ONNX file first, then its external data in ordinal order.</summary>
internal sealed class ModelFiles
{
    private ModelFiles(string folder, IReadOnlyList<string> names) => (Folder, Names) = (folder, names);

    internal string Folder { get; }

    internal IReadOnlyList<string> Names { get; }

    /// <summary>
    /// Every file must be a regular file of the folder itself: no link, no path that leads elsewhere. A network could otherwise pull any
    /// file of the machine into memory.
    /// </summary>
    internal static ModelFiles Find(string folder, ModelManifest manifest)
    {
        var network = Path.Combine(folder, manifest.File);
        RequireOwnFile(network, manifest.File);
        var external = ExternalData.Locations(network);
        foreach (var name in external) RequireExternal(folder, network, name);
        return new ModelFiles(folder, [manifest.File, .. external.Order(StringComparer.Ordinal)]);
    }

    /// <summary>SHA-256 of each file in the order of <see cref="Names"/>, and the one that stands for all.</summary>
    internal (string Weights, IReadOnlyList<string> Each) Hash()
    {
        var each = Names.Select(name => HashFile(Path.Combine(Folder, name))).ToList();
        return (Combine(Names, each), each);
    }

    internal static string Combine(IReadOnlyList<string> names, IReadOnlyList<string> each)
    {
        if (each.Count == 1) return each[0];
        var list = string.Concat(names.Zip(each, (name, hash) => $"{hash}  {name}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list)));
    }

    internal static string HashFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static void RequireExternal(string folder, string network, string name)
    {
        if (name.Length == 0 || Path.GetFileName(name) != name || name is "." or ".." || name.Contains('\\', StringComparison.Ordinal))
        {
            throw new ConcordArgumentException($"{network}: its external data \"{name}\" does not lie in the model's own folder");
        }

        var path = Path.Combine(folder, name);
        RequireOwnFile(path, name);
        if (Interop.HardLinks.Count(path) > 1) throw new ConcordArgumentException($"{path}: external data must have one name only; this file has hard links");
    }

    private static void RequireOwnFile(string path, string name)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null) throw new ConcordArgumentException($"{path}: a model's file must be a regular file, not a link");
        if (!file.Exists) throw new ConcordNotFoundException($"{path}: there is no such file, but the model needs {name}");
        if (file.Length == 0) throw new ConcordArgumentException($"{path}: the file is empty or no regular file");
    }
}
