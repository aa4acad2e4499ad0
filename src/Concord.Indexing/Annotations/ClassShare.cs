namespace Concord.Indexing;

/// <summary>How much of a tile one class covers.</summary>
/// <param name="ClassName">The class; null for annotations without one.</param>
/// <param name="Share">0 to 1; areas of the class that overlap count once.</param>
public readonly record struct ClassShare(string? ClassName, double Share);
