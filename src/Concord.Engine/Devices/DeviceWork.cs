using Concord.Interop;

namespace Concord;

/// <summary>Pieces of one piece of work: each is done on the accelerator where there is one and it can, else on the CPU. Used by one thread.</summary>
internal sealed class DeviceWork(Accelerator? accelerator)
{
    private long _there;
    private string? _reason;

    /// <summary>What became of it so far; null without an accelerator.</summary>
    internal DeviceShare? Share => accelerator is null ? null : new DeviceShare(accelerator.Name, _there, accelerator.Absence ?? _reason);

    /// <summary>Calls `work` with the device, and again without it when the device is to blame for its failure.</summary>
    internal T Do<T>(Func<Device?, T> work)
    {
        if (accelerator?.Device is { } device)
        {
            try
            {
                var done = work(device);
                _there++;
                return done;
            }
            catch (ConcordException e) when (accelerator.Excuses(e))
            {
                _reason ??= e.Message;
            }
        }

        return work(null);
    }
}
