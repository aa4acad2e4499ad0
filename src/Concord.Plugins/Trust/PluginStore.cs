namespace Concord.Plugins;

/// <summary>
/// The plugins of a user: a folder with one sub-folder each, and the list of those allowed. Nothing is loaded here. Several processes may use one folder: a plugin appears by
/// one rename.
/// </summary>
public sealed class PluginStore
{
    private readonly AllowList _allowed;

    /// <param name="folder">Made when the first plugin is allowed; it need not exist.</param>
    public PluginStore(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = Path.GetFullPath(folder);
        _allowed = new AllowList(Path.Combine(Folder, AllowList.Name));
    }

    public string Folder { get; }

    /// <summary>Every plugin by id, with its manifest or why it would not be loaded.</summary>
    public IReadOnlyList<StoredPlugin> List() => [.. Ids().Select(Verify)];

    /// <summary>Hashes a plugin, and compares it with what was allowed. Throws <see cref="ConcordNotFoundException"/> where there is no such plugin.</summary>
    public StoredPlugin Verify(string id)
    {
        if (!Ids().Contains(id)) throw new ConcordNotFoundException($"plugin \"{id}\" is not in {Folder}; there are: {string.Join(", ", Ids())}");
        try
        {
            var found = Require(id, PluginCopy.Check(Path.Combine(Folder, id), Path.Combine(Folder, id)));
            return new StoredPlugin(id, found.Manifest, found.Digest, null);
        }
        catch (ConcordException e)
        {
            return new StoredPlugin(id, null, null, e.Message);
        }
    }

    /// <summary>
    /// Allows a plugin as it is in `folder`: its files are copied into the store and their digest is put on the list, in place of an earlier version's. Throws <see cref="ConcordException"/>
    /// for what is no plugin of this host; the store is then as it was.
    /// </summary>
    /// <param name="folder">Where the plugin lies; the store's own copy of it is none.</param>
    /// <param name="seal">First write the SHA-256 of the files into its plugin.json: for its author.</param>
    public StoredPlugin Allow(string folder, bool seal = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var from = Path.GetFullPath(folder);
        if ((from + Path.DirectorySeparatorChar).StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ConcordArgumentException($"{folder}: it is in the store, {Folder}, already; allow the folder that the plugin comes from");
        }

        if (seal) Seal(from);
        PrivateFolder.Make(Folder);
        using var temporary = new TemporaryCopy(Folder);
        var copy = PluginCopy.Make(from, temporary.Path);
        if (copy.Manifest.Abi.WhyNot(PluginAbi.Current) is { } reason) throw new ConcordUnsupportedException($"{folder}: {reason}");
        _allowed.Add(copy.Manifest.Id, copy.Manifest.Version, copy.Digest);
        Put(temporary.Path, Path.Combine(Folder, copy.Manifest.Id));
        return new StoredPlugin(copy.Manifest.Id, copy.Manifest, copy.Digest, null);
    }

    /// <summary>Takes a plugin out of the store and off the list.</summary>
    public void Remove(string id)
    {
        if (!Ids().Contains(id)) throw new ConcordNotFoundException($"plugin \"{id}\" is not in {Folder}");
        _allowed.Remove(id);
        Directory.Delete(Path.Combine(Folder, id), recursive: true);
    }

    /// <summary>Names of the sub-folders; those that begin with a dot are being copied.</summary>
    internal IReadOnlyList<string> Ids() => !Directory.Exists(Folder) ? [] :
        [.. Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];

    /// <summary>A checked copy of an allowed plugin in the new folder `to`. Throws <see cref="ConcordException"/> with the reason why it is not to be loaded.</summary>
    internal PluginCopy Copy(string id, string to)
    {
        var copy = PluginCopy.Make(Path.Combine(Folder, id), to);
        try
        {
            return Require(id, copy);
        }
        catch
        {
            Directory.Delete(to, recursive: true);
            throw;
        }
    }

    /// <summary>The plugin, if it is allowed as it is and of this host's ABI.</summary>
    private PluginCopy Require(string id, PluginCopy copy)
    {
        var folder = Path.Combine(Folder, id);
        if (copy.Manifest.Id != id) throw new ConcordArgumentException($"{folder}: its id is \"{copy.Manifest.Id}\"; the folder must have the same name");
        if (!_allowed.Has(id, copy.Digest)) throw new ConcordUnsupportedException($"{folder}: it is not allowed as it is; look at it, then: concord plugin allow DIR");
        if (copy.Manifest.Abi.WhyNot(PluginAbi.Current) is { } reason) throw new ConcordUnsupportedException(reason);
        return copy;
    }

    private static void Seal(string folder)
    {
        var files = PluginFiles.Hash(folder);
        files.Remove(ManifestFile.Name);
        ManifestFile.Write(folder, ManifestFile.Read(folder, complete: false) with { Files = files });
    }

    private static void Put(string copy, string target)
    {
        var old = $"{copy}-old";
        if (Directory.Exists(target)) Directory.Move(target, old);
        Directory.Move(copy, target);
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
    }

    private sealed class TemporaryCopy(string store) : IDisposable
    {
        internal string Path { get; } = System.IO.Path.Combine(store, $".copy-{Guid.NewGuid():N}");

        public void Dispose()
        {
            if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        }
    }
}
