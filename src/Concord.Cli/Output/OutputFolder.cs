namespace Concord.Cli.Output;

/// <summary>A folder that a long run will write to, made and tried before the run starts.</summary>
internal static class OutputFolder
{
    /// <summary>Throws <see cref="ConcordArgumentException"/> when the folder cannot be made or written.</summary>
    internal static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".concord-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConcordArgumentException($"{folder}: pictures cannot be written there ({e.Message})");
        }
    }
}
