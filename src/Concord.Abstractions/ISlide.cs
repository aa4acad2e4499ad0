namespace Concord;

/// <summary>An open slide: a pyramid of levels. A plain image is a slide of one level. Used by one thread at a time.</summary>
public interface ISlide : IDisposable
{
    /// <summary>Level 0 first, which is the largest; never empty.</summary>
    IReadOnlyList<SlideLevel> Levels { get; }

    /// <summary>Micrometres a level-0 pixel, the mean of both directions; null when the file does not say.</summary>
    double? Mpp { get; }

    /// <summary>Magnification of the objective, or null when the file does not say.</summary>
    double? ObjectivePower { get; }

    /// <summary>The format by its vendor's short name: "aperio", "generic-tiff", "jpeg".</summary>
    string Format { get; }

    /// <summary>
    /// Reads a rectangle of a level. What lies outside the slide, or is transparent, is white.
    /// Throws <see cref="SlideException"/> when the file cannot be read there; the slide is then of no more use, and every later call may throw the same:
    /// a reader's error stays with the open slide, and other regions are read by opening it again.
    /// </summary>
    /// <param name="level">Index into <see cref="Levels"/>.</param>
    /// <param name="x">Left edge in level-0 pixels, whatever the level.</param>
    /// <param name="y">Top edge in level-0 pixels, whatever the level.</param>
    /// <param name="width">Width in pixels of `level`.</param>
    /// <param name="height">Height in pixels of `level`.</param>
    /// <param name="rgb">height × width × 3 bytes, R G B, rows without padding; the length must be exactly that.</param>
    void ReadRegion(int level, long x, long y, int width, int height, Span<byte> rgb);
}
