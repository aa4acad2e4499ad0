using System.Text;

namespace Concord.Plugins;

/// <summary>
/// The plugins that a user has allowed: one line each, the digest of all its files, id and version, in a file for the user alone. Each call reads the file anew.
/// </summary>
internal sealed class AllowList(string path)
{
    internal const string Name = "allowed.sha256";

    private const int MostBytes = 1024 * 1024;

    /// <summary>Throws <see cref="ConcordArgumentException"/> when others may write the file, or it is none.</summary>
    internal bool Has(string id, string digest) => Read().Any(entry => entry.Id == id && entry.Digest == digest);

    internal void Add(string id, string version, string digest) => Change(entries => [.. entries.Where(entry => entry.Id != id), new Entry(digest, id, version)]);

    internal void Remove(string id) => Change(entries => [.. entries.Where(entry => entry.Id != id)]);

    private List<Entry> Read()
    {
        if (!File.Exists(path)) return [];
        PrivateFolder.RequireOwnerOnly(path);
        if (new FileInfo(path).Length > MostBytes) throw Damaged();
        return [.. File.ReadAllLines(path).Select(line => line.Split(' ', 3) is [{ Length: 64 } digest, var id, var version] ? new Entry(digest, id, version) : throw Damaged())];
    }

    private ConcordArgumentException Damaged() => new($"{path}: it is no list of allowed plugins; remove it, and allow them again");

    private void Change(Func<List<Entry>, List<Entry>> change)
    {
        using var held = Lock();
        var entries = change(Read());
        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var file = PrivateFolder.Create(temporary))
        {
            file.Write(Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => $"{entry.Digest} {entry.Id} {entry.Version}\n"))));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private FileStream Lock()
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path + ".lock"))
        {
            throw new ConcordLockedException($"{path}: another process is changing the list of allowed plugins", e);
        }
    }

    private sealed record Entry(string Digest, string Id, string Version);
}
