namespace Concord.Indexing;

/// <summary>What a selection knows of a tile.</summary>
/// <param name="X">Centre in level-0 pixels.</param>
/// <param name="Y">Centre in level-0 pixels.</param>
/// <param name="Red">Mean red, 0 to 255.</param>
/// <param name="Green">Mean green, 0 to 255.</param>
/// <param name="Blue">Mean blue, 0 to 255.</param>
public readonly record struct TileCandidate(double X, double Y, float Red, float Green, float Blue);
