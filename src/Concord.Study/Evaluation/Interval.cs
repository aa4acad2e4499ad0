namespace Concord.Study;

/// <summary>A confidence interval.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether zero lies inside: then a change may be none.</summary>
    public bool HoldsZero => Low <= 0 && High >= 0;

    /// <summary>The percentile interval that holds `level` of the values.</summary>
    internal static Interval Of(double[] values, double level)
    {
        var sorted = values.Order().ToArray();
        var tail = (1 - level) / 2;
        return new Interval(Quantile(sorted, tail), Quantile(sorted, 1 - tail));
    }

    /// <summary>Linear between the order statistics, as NumPy's default.</summary>
    internal static double Quantile(IReadOnlyList<double> sorted, double share)
    {
        if (sorted.Count == 0) return double.NaN;
        var at = share * (sorted.Count - 1);
        var below = (int)Math.Floor(at);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
