namespace Concord;

/// <summary>How an adapter is trained.</summary>
public sealed record AdapterOptions
{
    public AdapterArchitecture Architecture { get; init; } = AdapterArchitecture.Seed;

    public int Hidden { get; init; } = 512;

    /// <summary>Elements of an adapted vector.</summary>
    public int Dimension { get; init; } = 254;

    /// <summary>Epochs; with folds the most that cross-validation may choose.</summary>
    public int Epochs { get; init; } = 15;

    /// <summary>Rows a step.</summary>
    public int Batch { get; init; } = 8;

    public double LearningRate { get; init; } = 3e-4;

    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Weights rows by n / (classes · rows of their class), so that rare classes count as much as frequent ones.</summary>
    public bool BalancedClasses { get; init; } = true;

    /// <summary>Of initial weights, order of rows and folds.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Folds of the cross-validation by patient that chooses the number of epochs; 0: train all <see cref="Epochs"/>.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>0: all cores. The weights do not depend on it.</summary>
    public int Threads { get; init; }
}
