namespace Concord;

/// <summary>A tile's id and its slide's. Known is true when the tile was in the collection before.</summary>
internal readonly record struct TilePlace(long Tile, long Slide, bool Known);
