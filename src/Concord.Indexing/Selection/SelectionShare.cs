namespace Concord.Indexing;

/// <summary>How many tiles a share is.</summary>
internal static class SelectionShare
{
    internal static double Check(double share) =>
        share is > 0 and <= 1 ? share : throw new ConcordArgumentException($"the share of tiles to keep is {share}; it must be above 0 and at most 1");

    /// <summary>Rounded up, so that tiles never give none. What exceeds a whole number by rounding of floating point alone is not rounded up.</summary>
    internal static int Of(int tiles, double share) => Math.Min(tiles, (int)Math.Ceiling((tiles * share) - 1e-9));
}
