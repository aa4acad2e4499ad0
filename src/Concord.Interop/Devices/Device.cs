namespace Concord.Interop;

/// <summary>One open graphics processor, or several that share what they hold. Calls that are given one wait for each other.</summary>
internal sealed class Device : IDisposable
{
    private Device(DeviceHandle handle) => Handle = handle;

    internal DeviceHandle Handle { get; }

    /// <summary>
    /// ordinals: sources are spread over all, the first does the rest. budgetBytes: memory to take at most, of each; 0 = nine tenths of what is free. float16:
    /// float32 rows are held in half the memory. Throws <see cref="ConcordUnsupportedException"/> with the reason where there is none,
    /// <see cref="ConcordArgumentException"/> for a number that none has.
    /// </summary>
    internal static unsafe Device Open(ReadOnlySpan<int> ordinals, long budgetBytes, bool float16)
    {
        Shape.Positive(ordinals.Length, "the number of devices");
        var options = Native.DeviceOptionsInit();
        (options.Device, options.BudgetBytes, options.Float16) = (ordinals[0], budgetBytes, float16 ? (byte)1 : (byte)0);
        fixed (int* more = ordinals[1..])
        {
            options.MoreDevices = more;
            options.MoreDeviceCount = ordinals.Length - 1;
            return new Device(Native.DeviceOpen(options));
        }
    }

    /// <summary>Copies a source into device memory, where searches scan it. It must be dropped before it is disposed.</summary>
    internal void Hold(Source source) => Native.DeviceHold(Handle, source.Handle);

    /// <summary>Gives its memory back. Nothing happens when it is not held.</summary>
    internal void Drop(Source source) => Native.DeviceDrop(Handle, source.Handle);

    /// <summary>The stream that the first one's work runs on, a cudaStream_t: what is put there by others comes before the next call's work.</summary>
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
