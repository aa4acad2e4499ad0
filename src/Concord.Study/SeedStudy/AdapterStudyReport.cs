namespace Concord.Study;

/// <summary>What the repetitions came to.</summary>
/// <param name="Trials">One a seed, in their order.</param>
/// <param name="Rows">One for each K.</param>
public sealed record AdapterStudyReport(IReadOnlyList<AdapterTrial> Trials, IReadOnlyList<AdapterStudyRow> Rows);

/// <summary>One repetition.</summary>
/// <param name="Seed">Of its draw, its split and its training.</param>
/// <param name="Epochs">Trained for, as folds among the training subjects chose.</param>
/// <param name="Before">Macro precision at 1, 3 and 5 of the vectors as they are.</param>
/// <param name="After">The same of the adapted vectors.</param>
public sealed record AdapterTrial(ulong Seed, int Epochs, IReadOnlyList<double> Before, IReadOnlyList<double> After);

/// <summary>All repetitions at one K.</summary>
/// <param name="K">Neighbours counted.</param>
/// <param name="Before">Of the vectors as they are.</param>
/// <param name="After">Of the adapted vectors.</param>
/// <param name="Change">Paired within each repetition.</param>
/// <param name="Gains">Repetitions that gained.</param>
public sealed record AdapterStudyRow(int K, MeanInterval Before, MeanInterval After, MeanInterval Change, int Gains);

/// <summary>A mean over repetitions with its 95 % interval, which speaks of other draws from these patients, not of other patients.</summary>
public sealed record MeanInterval(double Mean, double Low, double High)
{
    public bool IncludesZero => Low <= 0 && High >= 0;
}
