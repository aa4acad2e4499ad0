using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>Keeps a handle open until disposed, whatever others dispose: for what native code keeps beyond a call.</summary>
internal sealed class HandleHold : IDisposable
{
    private SafeHandle? _handle;

    internal HandleHold(SafeHandle handle)
    {
        var added = false;
        handle.DangerousAddRef(ref added);
        _handle = handle;
    }

    public void Dispose() => Interlocked.Exchange(ref _handle, null)?.DangerousRelease();
}
