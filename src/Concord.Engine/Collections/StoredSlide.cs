namespace Concord;

/// <summary>What a collection knows of a slide before it is read again.</summary>
/// <param name="Source">The file it came from, as that was then; null when it came without one.</param>
/// <param name="Complete">Whether all its tiles are in the space.</param>
/// <param name="Tiling">How it was cut for the space; null when that is unknown, or it is not in the space.</param>
/// <param name="Last">The tile stored last, where only a part is stored: level-0 pixels of its upper left corner.</param>
public sealed record StoredSlide(SourceFile? Source, bool Complete, string? Tiling, (int X, int Y)? Last)
{
    /// <summary>Whether it came from this file, unchanged since. Where the file lies does not matter; a slide without a file says yes.</summary>
    public bool IsFrom(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Source is null || (Source.Length == file.Length && Source.ModifiedUtcTicks == file.ModifiedUtcTicks);
    }
}
