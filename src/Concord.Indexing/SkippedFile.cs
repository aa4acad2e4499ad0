namespace Concord.Indexing;

/// <summary>A file that was left out, and why.</summary>
public sealed record SkippedFile(string File, string Reason);
