namespace Concord;

/// <summary>What a graphics processor did of a search; hits and distances are the same without it.</summary>
/// <param name="Name">The device, or null when there is none.</param>
/// <param name="Scans">Scans of one file of vectors for one query that it finished.</param>
/// <param name="Reason">Why the CPU did some or all of the work; null when it did none.</param>
public sealed record DeviceShare(string? Name, long Scans, string? Reason)
{
    /// <summary>Of two searches together.</summary>
    internal static DeviceShare? Sum(DeviceShare? a, DeviceShare? b) =>
        a is null || b is null ? a ?? b : new DeviceShare(a.Name ?? b.Name, a.Scans + b.Scans, a.Reason ?? b.Reason);
}
