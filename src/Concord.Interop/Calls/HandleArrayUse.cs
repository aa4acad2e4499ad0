using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>Keeps several handles open for the length of a call.</summary>
internal readonly ref struct HandleArrayUse
{
    private readonly SafeHandle[] _handles;

    private HandleArrayUse(SafeHandle[] handles, nint[] addresses) => (_handles, Addresses) = (handles, addresses);

    internal nint[] Addresses { get; }

    internal static HandleArrayUse Of<T>(ReadOnlySpan<T> handles) where T : SafeHandle
    {
        // A copy: the caller's array may change while the call runs, and what is released must be what was taken.
        var taken = new SafeHandle[handles.Length];
        var addresses = new nint[handles.Length];
        var count = 0;
        try
        {
            for (; count < handles.Length; count++)
            {
                var added = false;
                handles[count].DangerousAddRef(ref added);
                taken[count] = handles[count];
                addresses[count] = handles[count].DangerousGetHandle();
            }
            return new HandleArrayUse(taken, addresses);
        }
        catch
        {
            for (var i = 0; i < count; i++) taken[i].DangerousRelease();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var handle in _handles) handle.DangerousRelease();
    }
}
