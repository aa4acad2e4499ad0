namespace Concord.Indexing;

/// <summary>A square of a slide. It may reach beyond the slide's right and lower edge, by less than half of its area.</summary>
/// <param name="X">Left edge in level-0 pixels.</param>
/// <param name="Y">Top edge in level-0 pixels.</param>
/// <param name="Side">Level-0 pixels along a side.</param>
/// <param name="Tissue">Share that is tissue, 0 to 1; 1 where no mask was given.</param>
public readonly record struct SlideTile(long X, long Y, int Side, double Tissue)
{
    public double CentreX => X + (Side / 2.0);

    public double CentreY => Y + (Side / 2.0);
}
