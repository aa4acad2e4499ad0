namespace Concord;

/// <summary>One model's folder in a store: model.json, the network's files, and files.sha256, which `sha256sum -c` reads too.</summary>
internal static class StoredModel
{
    private const string HashFile = "files.sha256";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Trusts the recorded hashes; loading the network compares them with the bytes.</summary>
    internal static Model Open(string folder)
    {
        var manifest = ManifestReader.Read(Path.Combine(folder, ManifestReader.FileName));
        var weights = ReadHashes(folder).Where(f => f.Name != ManifestReader.FileName).ToList();
        if (weights.Count == 0) throw new ConcordCorruptException($"{Path.Combine(folder, HashFile)}: it names no file of the network");
        return new Model(manifest, folder, ModelFiles.Combine([.. weights.Select(f => f.Name)], [.. weights.Select(f => f.Sha256)]));
    }

    /// <summary>Copies into a folder of a name that is no id, checks the copy, and renames it.</summary>
    internal static Model Add(Model candidate, string store)
    {
        MakePrivate(store);
        var copy = Path.Combine(store, $".adding-{Guid.NewGuid():N}");
        MakePrivate(copy);
        try
        {
            Fill(candidate, copy);
            var folder = Path.Combine(store, candidate.Manifest.Id);
            Directory.Move(copy, folder);
            return Open(folder);
        }
        catch
        {
            Directory.Delete(copy, recursive: true);
            throw;
        }
    }

    internal static ModelVerification Verify(string folder)
    {
        var problems = new List<string>();
        foreach (var (name, recorded) in ReadHashes(folder))
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path)) problems.Add($"{path}: it is missing");
            else if (ModelFiles.HashFile(path) != recorded) problems.Add($"{path}: its contents changed since it was added");
        }

        var weights = problems.Count == 0 ? Open(folder).WeightsSha256 : "";
        return new ModelVerification(Path.GetFileName(folder), weights, problems);
    }

    private static void Fill(Model candidate, string copy)
    {
        foreach (var name in ModelFiles.Find(candidate.Folder, candidate.Manifest).Names) CopyFile(Path.Combine(candidate.Folder, name), Path.Combine(copy, name));
        var files = ModelFiles.Find(copy, candidate.Manifest);
        var (weights, each) = files.Hash();
        using var network = Network.Load(new Model(candidate.Manifest, copy, weights), intraOpThreads: 1);
        var manifest = ManifestWriter.Write(candidate.Manifest with { Channels = network.Probe() });
        WriteFile(Path.Combine(copy, ManifestReader.FileName), manifest);
        var lines = files.Names.Zip(each, (name, hash) => $"{hash}  {name}\n");
        var ours = $"{ModelFiles.HashFile(Path.Combine(copy, ManifestReader.FileName))}  {ManifestReader.FileName}\n";
        WriteFile(Path.Combine(copy, HashFile), System.Text.Encoding.UTF8.GetBytes(string.Concat(lines) + ours));
    }

    private static List<(string Name, string Sha256)> ReadHashes(string folder)
    {
        var path = Path.Combine(folder, HashFile);
        if (!File.Exists(path)) throw new ConcordCorruptException($"{path}: it is missing; add the model again");
        var lines = File.ReadAllLines(path).Select(line => line.Split("  ", 2)).ToList();
        if (lines.Any(parts => parts.Length != 2 || parts[0].Length != 64)) throw new ConcordCorruptException($"{path}: it is damaged; add the model again");
        return [.. lines.Select(parts => (parts[1], parts[0]))];
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static void CopyFile(string from, string to)
    {
        using var source = File.OpenRead(from);
        using var target = Create(to);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    private static void WriteFile(string path, byte[] bytes)
    {
        using var target = Create(path);
        target.Write(bytes);
        target.Flush(flushToDisk: true);
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }
}
