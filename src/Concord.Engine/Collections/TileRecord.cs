namespace Concord;

/// <summary>One tile to add to a collection, with where it comes from and what is known of it.</summary>
/// <param name="Slide">The slide it lies on.</param>
/// <param name="X">Left edge in level-0 pixels.</param>
/// <param name="Y">Top edge in level-0 pixels.</param>
/// <param name="Width">Width in level-0 pixels.</param>
/// <param name="Height">Height in level-0 pixels.</param>
public sealed record TileRecord(SlideRecord Slide, int X, int Y, int Width, int Height)
{
    /// <summary>Labels of this tile alone, by name; labels of its slide, case or patient stand there.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
