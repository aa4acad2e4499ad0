namespace Concord.Cli.Doctor;

/// <summary>Every model of the store against its recorded hashes, and one run of the built-in one.</summary>
internal static class ModelChecks
{
    internal static IEnumerable<Finding> All()
    {
        yield return Finding.Try("onnx runtime", Run, "Build again; the ONNX Runtime library beside the program does not load.");
        foreach (var id in Ids()) yield return Finding.Try($"model {id}", () => Verify(id), "Add the model again: concord model add DIR");
    }

    /// <summary>The folders of the store as they are: a model that cannot be opened is one to tell about.</summary>
    private static IEnumerable<string> Ids()
    {
        var folder = ModelStore.Default.Folder;
        var added = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)) : [];
        return [ModelStore.BuiltInId, .. added.Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];
    }

    private static Finding Run()
    {
        using var embedder = Embedder.Load(ModelStore.Default.Get(ModelStore.BuiltInId));
        var vector = embedder.Embed(new RgbImage(32, 32, new byte[3 * 32 * 32]));
        return Finding.Ok("onnx runtime", $"runs the built-in model, {vector.Length} elements a vector");
    }

    private static Finding Verify(string id)
    {
        var report = ModelStore.Default.Verify(id);
        return report.Ok
            ? Finding.Ok($"model {id}", $"sound, sha256 {report.WeightsSha256[..12]}")
            : Finding.Fail($"model {id}", string.Join("; ", report.Problems), "Add the model again: concord model add DIR");
    }
}
