using Concord.Interop;

namespace Concord;

/// <summary>
/// A graphics processor, or several, for collections and models to work on, or the reason why there is none: then the CPU does everything, with the same results.
/// Several may share one. Dispose it after all of them. Thread-safe.
/// </summary>
public sealed class Accelerator : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Source, HandleHold> _held = [];
    private readonly Dictionary<Source, string> _refused = [];
    private readonly Device? _device;
    private volatile string? _absence;

    private Accelerator(Device? device, IReadOnlyList<DeviceInfo> devices, string? absence) => (_device, Devices, _absence) = (device, devices, absence);

    /// <summary>What is worked on, the first one first; empty when there was none to open.</summary>
    public IReadOnlyList<DeviceInfo> Devices { get; }

    /// <summary>The first one, which does what is not spread over all; null when there was none to open.</summary>
    public DeviceInfo? Info => Devices.Count > 0 ? Devices[0] : null;

    /// <summary>As answers name it; null when there was none to open.</summary>
    internal string? Name => Devices.Count > 0 ? string.Join(" + ", Devices.Select(device => device.Name)) : null;

    /// <summary>Why nothing is done on a graphics processor; null while one works.</summary>
    public string? Absence => _absence;

    /// <summary>The open device; null when there is none, or when it was lost.</summary>
    internal Device? Device => _absence is null ? _device : null;

    /// <summary>
    /// Opens devices. A machine without one is no failure: see <see cref="Absence"/>. Throws <see cref="ConcordArgumentException"/> where there are devices, but none of
    /// this number.
    /// </summary>
    public static Accelerator Open(DeviceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return new Accelerator(Device.Open(options.Ordinals, options.BudgetBytes, options.Float16), [.. options.Ordinals.Select(DeviceInfo.Of)], null);
        }
        catch (ConcordException e) when (IsOfDevices(e.Code))
        {
            return new Accelerator(null, [], e.Message);
        }
    }

    /// <summary>
    /// Whether the device is to blame for an error of a call that was given it, so that the same call without it serves. After one that a device does not come back
    /// from it is absent for good.
    /// </summary>
    internal bool Excuses(ConcordException error)
    {
        if (error.Code == ConcordErrorCode.DeviceLost) _absence = error.Message;
        return IsOfDevices(error.Code);
    }

    /// <summary>Takes a source into device memory where it fits; it stays open until it is dropped.</summary>
    internal void Hold(Source source)
    {
        lock (_gate)
        {
            if (Device is not { } device || _held.ContainsKey(source)) return;
            _refused.Remove(source);
            var hold = new HandleHold(source.Handle);
            try
            {
                device.Hold(source);
                _held.Add(source, hold);
            }
            catch (ConcordException e)
            {
                hold.Dispose();
                if (!Excuses(e)) throw;
                _refused.Add(source, e.Message);
            }
        }
    }

    /// <summary>Gives a source's device memory back.</summary>
    internal void Drop(Source source)
    {
        lock (_gate)
        {
            _refused.Remove(source);
            if (!_held.Remove(source, out var hold)) return;
            _device!.Drop(source);
            hold.Dispose();
        }
    }

    /// <summary>What was done here of a search for `queries` vectors in `sources`. error: what the device answered, before the CPU did it.</summary>
    internal DeviceShare ShareOf(Source[] sources, int queries, long scans, string? error)
    {
        lock (_gate) return new DeviceShare(Name, scans, _absence ?? error ?? Left(sources, queries, scans));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var source in _held.Keys.ToArray()) Drop(source);
            _absence ??= "the device was closed";
            _device?.Dispose();
        }
    }

    private string? Left(Source[] sources, int queries, long scans)
    {
        var held = sources.Count(_held.ContainsKey);
        if (sources.Select(source => _refused.GetValueOrDefault(source)).FirstOrDefault(reason => reason is not null) is { } refused) return refused;
        if (held == 0) return "no rows are indexed yet; compacting the collection makes an index for the device to hold";
        if (scans < (long)held * queries) return "for some queries the scores need more device memory than there is, or too many rows lie as near as the last";
        return held < sources.Length ? "rows that are not indexed yet are searched by the CPU" : null;
    }

    private static bool IsOfDevices(ConcordErrorCode code) =>
        code is ConcordErrorCode.OutOfDeviceMemory or ConcordErrorCode.Unsupported or ConcordErrorCode.DeviceLost;
}
