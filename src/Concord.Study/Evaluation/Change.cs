namespace Concord.Study;

/// <summary>A figure before and after.</summary>
/// <param name="Before">The baseline's.</param>
/// <param name="After">The other's.</param>
/// <param name="Interval">95 % of the difference, patients drawn with replacement and the same ones for both; null where none was asked for.</param>
public sealed record Change(double Before, double After, Interval? Interval)
{
    /// <summary>After minus before.</summary>
    public double Difference => After - Before;
}
