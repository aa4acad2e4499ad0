namespace Concord.Interop;

/// <summary>An open graphics processor. Calls that are given one wait for each other.</summary>
internal sealed class Device : IDisposable
{
    private Device(DeviceHandle handle) => Handle = handle;

    internal DeviceHandle Handle { get; }

    /// <summary>
    /// budgetBytes: device memory to take at most, 0 = nine tenths of what is free. Throws <see cref="ConcordUnsupportedException"/> with the reason where
    /// there is none, <see cref="ConcordArgumentException"/> for a number that none has.
    /// </summary>
    internal static Device Open(int ordinal, long budgetBytes)
    {
        var options = Native.DeviceOptionsInit();
        (options.Device, options.BudgetBytes) = (ordinal, budgetBytes);
        return new Device(Native.DeviceOpen(options));
    }

    /// <summary>Copies a source into device memory, where searches scan it. It must be dropped before it is disposed.</summary>
    internal void Hold(Source source) => Native.DeviceHold(Handle, source.Handle);

    /// <summary>Gives its memory back. Nothing happens when it is not held.</summary>
    internal void Drop(Source source) => Native.DeviceDrop(Handle, source.Handle);

    /// <summary>The stream that its work runs on, a cudaStream_t: what is put there by others comes before the next call's work.</summary>
    internal unsafe nint Stream
    {
        get
        {
            void* stream = null;
            Native.DeviceStream(Handle, &stream);
            return (nint)stream;
        }
    }

    public void Dispose() => Handle.Dispose();
}
