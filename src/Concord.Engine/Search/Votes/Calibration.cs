namespace Concord;

/// <summary>How far the nearest of the same label usually lies in an archive: beyond that distance a vote is no answer.</summary>
/// <param name="Distance">The quantile of the distances, by the space's metric.</param>
/// <param name="Quantile">Which one.</param>
/// <param name="Samples">Distances it is the quantile of.</param>
/// <param name="Label">The label that had to agree.</param>
public sealed record Calibration(double Distance, double Quantile, int Samples, string Label)
{
    /// <summary>Null when there are no distances. Linear between the order statistics, as NumPy's default.</summary>
    internal static Calibration? Of(IEnumerable<double> distances, CalibrationOptions options)
    {
        var sorted = distances.Order().ToArray();
        if (sorted.Length == 0) return null;
        var at = options.Quantile * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return new Calibration(sorted[below] + ((at - below) * (sorted[above] - sorted[below])), options.Quantile, sorted.Length, options.Label);
    }
}

/// <summary>How an archive is calibrated.</summary>
public sealed record CalibrationOptions
{
    /// <summary>The label that must agree.</summary>
    public string Label { get; init; } = "label";

    /// <summary>The share of the archive's own that must lie within the distance, above 0 and at most 1.</summary>
    public double Quantile { get; init; } = 0.95;

    /// <summary>Tiles or slides asked, spread evenly over the archive; more make the quantile steadier and take longer.</summary>
    public int Sample { get; init; } = 200;

    /// <summary>As <see cref="SlideQuery.Ranking"/>; for slides.</summary>
    public SlideRanking Ranking { get; init; } = SlideRanking.Symmetric;

    /// <summary>As <see cref="SlideQuery.TilesPerSlide"/>; for slides.</summary>
    public int? TilesPerSlide { get; init; }

    internal CalibrationOptions Checked()
    {
        if (!(Quantile is > 0 and <= 1)) throw new ConcordArgumentException($"quantile is {Quantile}; it must lie above 0 and at most at 1.");
        if (Sample < 1) throw new ConcordArgumentException($"sample is {Sample}; at least one must be asked.");
        return this;
    }
}
