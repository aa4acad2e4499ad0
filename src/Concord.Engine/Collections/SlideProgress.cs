namespace Concord;

/// <summary>How far a slide came with a batch of tiles.</summary>
/// <param name="Slide">Its name.</param>
/// <param name="Tiling">How it was cut, in words that are the same for the same cut; null where nobody knows. A slide cut otherwise before is replaced.</param>
/// <param name="Complete">Whether the batch holds the last of its tiles.</param>
public sealed record SlideProgress(string Slide, string? Tiling, bool Complete);
