namespace Concord.Plugins;

/// <summary>A plugin's files in a private folder, hashed there and found to be what its plugin.json says.</summary>
/// <param name="Folder">Where the copy lies.</param>
/// <param name="Manifest">As read from the copy.</param>
/// <param name="Digest">Of all its files, plugin.json included; what the user allows.</param>
internal sealed record PluginCopy(string Folder, PluginManifest Manifest, string Digest)
{
    internal string EntryPath => Path.Combine(Folder, Manifest.Entry);

    /// <summary>
    /// Copies `from` to the new folder `to` and checks the copy. Throws <see cref="ConcordNotFoundException"/>, <see cref="ConcordArgumentException"/> or
    /// <see cref="ConcordCorruptException"/>; the copy is gone then.
    /// </summary>
    internal static PluginCopy Make(string from, string to)
    {
        if (!Directory.Exists(from)) throw new ConcordNotFoundException($"{from}: there is no such folder");
        try
        {
            PluginFiles.Copy(from, to);
            return Check(to, from);
        }
        catch (Exception e)
        {
            if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
            if (e is FileNotFoundException or DirectoryNotFoundException) throw new ConcordNotFoundException($"{from}: it changed while it was copied", e);
            throw;
        }
    }

    /// <summary>Hashes a folder and compares it with its plugin.json.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="shown">The folder that the user knows.</param>
    internal static PluginCopy Check(string folder, string shown)
    {
        var manifest = ManifestFile.Read(folder, shown);
        var hashes = PluginFiles.Hash(folder);
        foreach (var (name, hash) in manifest.Files)
        {
            if (!hashes.TryGetValue(name, out var actual)) throw new ConcordCorruptException($"{Path.Combine(shown, name)}: it is missing");
            if (actual != hash) throw new ConcordCorruptException($"{Path.Combine(shown, name)}: it is not the file that {ManifestFile.Name} names by its SHA-256; it was changed");
        }

        var other = hashes.Keys.FirstOrDefault(name => name != ManifestFile.Name && !manifest.Files.ContainsKey(name));
        if (other is not null) throw new ConcordCorruptException($"{Path.Combine(shown, other)}: {ManifestFile.Name} does not name it");
        return new PluginCopy(folder, manifest, PluginFiles.Digest(hashes));
    }
}
