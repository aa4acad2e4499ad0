namespace Concord;

/// <summary>How a series of radiology becomes one or several vectors. Part of a space's identity.</summary>
/// <param name="Stretch">What makes grey values pixels: "percentile 1-99", the seed study's.</param>
/// <param name="Aggregate">"mean" or "max": one vector a series, of the unit vectors of its slices; "best": a vector a slice, and the nearest slice speaks for its series.</param>
public sealed record SeriesInput(string Stretch, string Aggregate)
{
    public const string PercentileStretch = "percentile 1-99";

    /// <summary>Whether slices stay apart.</summary>
    public bool KeepsSlices => Aggregate == "best";

    /// <summary>Throws <see cref="ConcordArgumentException"/> for a way that is not known.</summary>
    public static SeriesInput Of(string aggregate) => aggregate is "mean" or "max" or "best" ? new SeriesInput(PercentileStretch, aggregate)
        : throw new ConcordArgumentException($"Slices of a series cannot be aggregated by \"{aggregate}\"; use mean, max or best.");
}
