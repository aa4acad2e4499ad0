namespace Concord.Cli.Output;

/// <summary>What graphics processors did, as JSON and in words. Scripts rely on these names.</summary>
internal static class DeviceDocument
{
    internal static object? From(DeviceShare? device) => device is null ? null : new { name = device.Name, scans = device.Scans, reason = device.Reason };

    /// <summary>For the end of a line; empty where none was asked for.</summary>
    internal static string Line(DeviceShare? device)
    {
        if (device is null) return "";
        var where = device.Scans > 0 ? $"; on {device.Name}" : "; on the CPU";
        return device.Reason is { } reason ? $"{where} ({reason})" : where;
    }
}
