namespace Concord;

/// <summary>The file of a slide that came without one, to show its tiles by.</summary>
/// <param name="Slide">The slide's name in the collection.</param>
/// <param name="Source">The file.</param>
/// <param name="Width">Width of level 0 in pixels.</param>
/// <param name="Height">Height of level 0 in pixels.</param>
/// <param name="Mpp">Micrometres a level-0 pixel; null where the file does not say, which leaves what is known.</param>
public sealed record SlideLink(string Slide, SourceFile Source, int Width, int Height, double? Mpp);
