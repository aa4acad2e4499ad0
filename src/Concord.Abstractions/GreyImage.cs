namespace Concord;

/// <summary>A greyscale image as a scanner's file holds it, before a window is chosen.</summary>
/// <param name="Width">Pixels a row, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Values">height × width values, row by row, in the file's own unit (Hounsfield, say) where it states one.</param>
public sealed record GreyImage(int Width, int Height, ReadOnlyMemory<float> Values)
{
    /// <summary>The window that the file proposes for looking at it, or null.</summary>
    public GreyWindow? Window { get; init; }

    /// <summary>Whether the least value is white (DICOM's MONOCHROME1).</summary>
    public bool LeastIsWhite { get; init; }
}
