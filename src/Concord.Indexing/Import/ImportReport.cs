namespace Concord.Indexing;

/// <summary>What an import did.</summary>
/// <param name="Space">The space that the vectors went into; null when no file could be read.</param>
/// <param name="Slides">Slides added.</param>
/// <param name="Tiles">Tiles added.</param>
/// <param name="Present">Slides that the space had already.</param>
/// <param name="Skipped">Files left out, with reasons.</param>
public sealed record ImportReport(Space? Space, int Slides, long Tiles, int Present, IReadOnlyList<SkippedFile> Skipped);
