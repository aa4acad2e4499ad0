namespace Concord;

/// <summary>What graphics processors did of a piece of work; hits and distances are the same without them.</summary>
/// <param name="Name">The device, or several with " + " between them; null when there is none.</param>
/// <param name="Scans">What was finished there: of a search, scans of one file of vectors for one query; of slides, comparisons of two; a heatmap; of an adapter, batches.</param>
/// <param name="Reason">Why the CPU did some or all of the work; null when it did none.</param>
public sealed record DeviceShare(string? Name, long Scans, string? Reason)
{
    /// <summary>Of two searches together.</summary>
    internal static DeviceShare? Sum(DeviceShare? a, DeviceShare? b) =>
        a is null || b is null ? a ?? b : new DeviceShare(a.Name ?? b.Name, a.Scans + b.Scans, a.Reason ?? b.Reason);
}
