namespace Concord.Study;

/// <summary>What <see cref="StainBench"/> found.</summary>
/// <param name="Images">Labelled images, all of them both query and archive.</param>
/// <param name="Seeds">Times the stains were drawn.</param>
/// <param name="Model">The model that was asked for.</param>
/// <param name="Histogram">The colour histogram, the bar to be above.</param>
public sealed record StainBenchReport(int Images, int Seeds, StainFigures Model, StainFigures Histogram);

/// <summary>Macro precision of one descriptor, patients excluded.</summary>
/// <param name="Name">Of the descriptor.</param>
/// <param name="P1">At 1, queries as they are.</param>
/// <param name="P5">At 5, queries as they are.</param>
/// <param name="ShiftedP1">At 1, queries stained otherwise; one figure a draw of the stains.</param>
public sealed record StainFigures(string Name, double P1, double P5, IReadOnlyList<double> ShiftedP1)
{
    /// <summary>Precision at 1 that staining otherwise costs, mean of the draws.</summary>
    public double Loss => P1 - ShiftedP1.Average();
}
