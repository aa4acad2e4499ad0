using System.Security.Cryptography;
using System.Text;

namespace Concord.Plugins;

/// <summary>The files of a plugin's folder: found, copied, and hashed.</summary>
internal static class PluginFiles
{
    private const int MostFiles = 2000;
    private const long MostBytes = 4L << 30;
    private const int LongestName = 255;

    internal static bool IsPlainName(string name) => name.Length is > 0 and <= LongestName && !name.Any(c => char.IsControl(c) || c == '\\')
        && name.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>
    /// Copies a folder into a private one that is new. Links are refused, and nothing that is no file is waited for. Throws <see cref="ConcordArgumentException"/> naming the file.
    /// </summary>
    internal static void Copy(string from, string to)
    {
        PrivateFolder.Make(to);
        foreach (var (name, file) in Walk(from))
        {
            var target = Path.Combine(to, name);
            PrivateFolder.Make(Path.GetDirectoryName(target)!);
            using var copy = PrivateFolder.Create(target);
            using var content = Open(file);
            content.CopyTo(copy);
        }
    }

    /// <summary>Every file below the folder by its relative path with "/", and its SHA-256 in small hex digits.</summary>
    internal static SortedDictionary<string, string> Hash(string folder)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, file) in Walk(folder))
        {
            using var content = Open(file);
            hashes.Add(name, Convert.ToHexStringLower(SHA256.HashData(content)));
        }

        return hashes;
    }

    /// <summary>One hash of all: SHA-256 of the lines that sha256sum prints, in the order of names.</summary>
    internal static string Digest(SortedDictionary<string, string> hashes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(hashes.Select(file => $"{file.Value}  {file.Key}\n")))));

    private static IEnumerable<(string Name, FileInfo File)> Walk(string root)
    {
        var (count, bytes) = (0, 0L);
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                if (entry.LinkTarget is not null) throw new ConcordArgumentException($"{entry.FullName}: it is a link; a plugin is of files alone");
                if (entry is DirectoryInfo inner)
                {
                    folders.Push(inner);
                    continue;
                }

                var file = (FileInfo)entry;
                bytes += file.Length;
                if (++count > MostFiles || bytes > MostBytes) throw new ConcordArgumentException($"{root}: a plugin has at most {MostFiles} files and {MostBytes >> 30} GiB");
                yield return (Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file);
            }
        }
    }

    /// <summary>Pipes and devices are of length 0 too, and opening them could wait for ever.</summary>
    private static Stream Open(FileInfo file) => file.Length == 0 ? Stream.Null : file.OpenRead();
}
