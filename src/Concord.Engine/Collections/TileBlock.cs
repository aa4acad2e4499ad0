#pragma warning disable CA1707 // Vectors_nd: the suffix names the axes, as everywhere in Concord.
namespace Concord;

/// <summary>Some tiles of one slide with their vectors.</summary>
/// <param name="Tiles">n tiles.</param>
/// <param name="Vectors_nd">n x d, row-major, in the order of the tiles.</param>
public sealed record TileBlock(IReadOnlyList<TileRecord> Tiles, ReadOnlyMemory<float> Vectors_nd);
