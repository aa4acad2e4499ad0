namespace Concord.Study;

/// <summary>What a majority vote of the first K neighbours would answer.</summary>
/// <param name="K">Neighbours that vote; 1 is the nearest alone.</param>
/// <param name="MacroF1">Mean of the classes' F1.</param>
/// <param name="Accuracy">Right answers by all queries.</param>
/// <param name="MacroF1Interval">95 %, patients drawn with replacement.</param>
/// <param name="Confusion">What each class was taken for.</param>
public sealed record VoteFigures(int K, double MacroF1, double Accuracy, Interval MacroF1Interval, Confusion Confusion);
