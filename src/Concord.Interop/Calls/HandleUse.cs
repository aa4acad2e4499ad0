using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>Keeps a handle open for the length of a call, whatever other threads dispose. A missing handle is address 0.</summary>
internal readonly ref struct HandleUse
{
    private readonly SafeHandle? _handle;

    internal HandleUse(SafeHandle? handle)
    {
        if (handle is null) return;
        var added = false;
        handle.DangerousAddRef(ref added);
        _handle = handle;
        Address = handle.DangerousGetHandle();
    }

    internal nint Address { get; }

    public void Dispose() => _handle?.DangerousRelease();
}
