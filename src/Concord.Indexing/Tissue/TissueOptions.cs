namespace Concord.Indexing;

/// <summary>How a tissue mask is cleaned. Sizes are in micrometres; where the resolution is unknown a pixel of the thumbnail counts as 8.</summary>
public sealed record TissueOptions
{
    public static readonly TissueOptions Default = new();

    /// <summary>Saturation (0 to 1) above which a pixel is tissue; null finds it by Otsu's method.</summary>
    public double? Saturation { get; init; }

    /// <summary>Gaps narrower than twice this are bridged.</summary>
    public double CloseRadius { get; init; } = 24;

    /// <summary>Threads and specks narrower than twice this are removed.</summary>
    public double OpenRadius { get; init; } = 8;

    /// <summary>Pieces of less area than a square of this side are removed.</summary>
    public double SmallestPiece { get; init; } = 64;

    /// <summary>Holes of less area than a square of this side are filled.</summary>
    public double LargestFilledHole { get; init; } = 96;

    /// <summary>Throws <see cref="ConcordArgumentException"/> naming the option that cannot be.</summary>
    internal void Check()
    {
        if (Saturation is { } saturation && !(saturation is >= 0 and <= 1))
        {
            throw new ConcordArgumentException($"{nameof(Saturation)} is {saturation}; it must be 0 to 1");
        }

        CheckSize(nameof(CloseRadius), CloseRadius);
        CheckSize(nameof(OpenRadius), OpenRadius);
        CheckSize(nameof(SmallestPiece), SmallestPiece);
        CheckSize(nameof(LargestFilledHole), LargestFilledHole);
    }

    private static void CheckSize(string name, double micrometres)
    {
        if (!(micrometres is >= 0 and <= 10_000)) throw new ConcordArgumentException($"{name} is {micrometres}; it must be 0 to 10000 micrometres");
    }
}
