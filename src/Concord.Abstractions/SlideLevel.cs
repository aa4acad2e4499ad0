namespace Concord;

/// <summary>One resolution of a slide.</summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Downsample">Level-0 pixels a pixel of this level along one side; 1 for level 0.</param>
public sealed record SlideLevel(long Width, long Height, double Downsample);
