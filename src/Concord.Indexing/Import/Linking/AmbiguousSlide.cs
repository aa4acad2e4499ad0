namespace Concord.Indexing;

/// <summary>A slide that several files are named as.</summary>
public sealed record AmbiguousSlide(string Slide, IReadOnlyList<string> Files);
