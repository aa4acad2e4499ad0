namespace Concord.Study;

/// <summary>Precision at each K of a set of queries.</summary>
/// <param name="Queries">How many queries it is the mean of.</param>
/// <param name="AtK">Precision by K, 0..1.</param>
/// <param name="Chance">What a random order would reach, 0..1; the same for every K.</param>
public sealed record PrecisionFigures(int Queries, IReadOnlyDictionary<int, double> AtK, double Chance)
{
    /// <summary>By K, the 95 % interval with patients drawn with replacement; null where none was asked for.</summary>
    public IReadOnlyDictionary<int, Interval>? Intervals { get; init; }
}
