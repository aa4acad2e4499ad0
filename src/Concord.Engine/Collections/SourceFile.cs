namespace Concord;

/// <summary>The file a slide was read from, as it was then: how a later run knows that nothing changed.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedUtcTicks">Last write time, UTC, in .NET ticks.</param>
public sealed record SourceFile(string Path, long Length, long ModifiedUtcTicks)
{
    /// <summary>Describes the file as it is now.</summary>
    public static SourceFile Of(string path)
    {
        var file = new FileInfo(path);
        return new SourceFile(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks);
    }
}
