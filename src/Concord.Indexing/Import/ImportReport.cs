namespace Concord.Indexing;

/// <summary>What an import did.</summary>
/// <param name="Space">The space that the vectors went into; null when no file could be read.</param>
/// <param name="Slides">Slides stored: added or replaced.</param>
/// <param name="Tiles">Tiles of these.</param>
/// <param name="Present">Slides that the space had already.</param>
/// <param name="Skipped">Files left out, with reasons.</param>
public sealed record ImportReport(Space? Space, int Slides, long Tiles, int Present, IReadOnlyList<SkippedFile> Skipped)
{
    /// <summary>Slides that were there from a file of other contents.</summary>
    public int Replaced { get; init; }

    /// <summary>Columns of tables that nothing was made of.</summary>
    public IReadOnlyList<string> UnusedColumns { get; init; } = [];
}
