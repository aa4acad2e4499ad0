namespace Concord.Client;

/// <summary>An image: 8-bit R G B, rows without padding, height × width × 3 bytes.</summary>
public sealed record PixelData(int Width, int Height, byte[] Rgb);
