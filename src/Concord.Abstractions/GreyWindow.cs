namespace Concord;

/// <summary>Which values become black and white; linear between, cut off beyond.</summary>
/// <param name="Black">The value that becomes black.</param>
/// <param name="White">The value that becomes white; above <paramref name="Black"/>.</param>
public sealed record GreyWindow(double Black, double White)
{
    /// <summary>By DICOM's centre and width, both in the unit of the values (PS3.3 C.11.2.1.2, linear).</summary>
    public static GreyWindow OfCentre(double centre, double width) => new(centre - 0.5 - ((width - 1) / 2), centre - 0.5 + ((width - 1) / 2));
}
