namespace Concord.Indexing;

/// <summary>A place of a slide's grid that was left out, and why.</summary>
public readonly record struct DroppedTile(SlideTile Tile, DropReason Reason);
