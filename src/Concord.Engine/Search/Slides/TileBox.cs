namespace Concord;

/// <summary>Where a tile lies on its slide, in level-0 pixels; 0 x 0 stands for the whole of a slide of unknown size.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public readonly record struct TileBox(int X, int Y, int Width, int Height);
