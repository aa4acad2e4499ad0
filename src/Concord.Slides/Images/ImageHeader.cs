namespace Concord;

/// <summary>What a file says of its image before any pixel is decoded.</summary>
/// <param name="Width">Pixels a row, after the EXIF orientation is applied.</param>
/// <param name="Height">Rows, after the EXIF orientation is applied.</param>
/// <param name="Format">"JPEG", "PNG", "TIFF" or "WebP".</param>
public sealed record ImageHeader(int Width, int Height, string Format);
