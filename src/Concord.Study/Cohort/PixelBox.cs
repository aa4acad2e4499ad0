namespace Concord.Study;

/// <summary>Whole pixels: left and top belong to it, right and bottom do not.</summary>
internal readonly record struct PixelBox(int Left, int Top, int Right, int Bottom);
