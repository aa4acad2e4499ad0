namespace Concord.Cli.Output;

/// <summary>Files that an answer is written to: what cannot be written is told before the work, not after it.</summary>
internal static class OutputFile
{
    /// <summary>Throws when the file cannot be made there. What is there already stays until the answer replaces it.</summary>
    internal static void Require(string? path)
    {
        if (path is null) return;
        if (Directory.Exists(path)) throw new CommandLine.UsageException($"{path} is a folder; name a file.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"{path} cannot be written: there is no folder {folder}.");
        var probe = Path.Combine(folder, $".concord-{Guid.NewGuid():N}");
        using var file = new FileStream(probe, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
    }

    /// <summary>Writes text as UTF-8, whole or not at all.</summary>
    internal static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes the file whole or not at all.</summary>
    internal static void Write(string path, byte[] content)
    {
        File.WriteAllBytes(path + ".unfinished", content);
        File.Move(path + ".unfinished", path, overwrite: true);
        Session.Note($"wrote {path}");
    }
}
