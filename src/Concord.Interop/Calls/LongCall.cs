using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>Told how far a long call has come: done of total units. Runs on the thread that made the call.</summary>
internal delegate void ProgressReport(long done, long total);

/// <summary>
/// What a native call that takes long is given: a cancel handle tied to a token, and a progress callback. An exception of the callback
/// is kept, stops the call, and comes out through <see cref="Explain"/> or <see cref="Finish"/>.
/// </summary>
internal sealed unsafe class LongCall : IDisposable
{
    private readonly ProgressReport? _progress;
    private readonly CancellationToken _token;
    private readonly CancellationTokenRegistration _registration;
    private readonly GCHandle _self;
    private ExceptionDispatchInfo? _kept;

    internal LongCall(ProgressReport? progress, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        _progress = progress;
        _token = token;
        if (progress is null && !token.CanBeCanceled) return;
        Cancel = Native.CancelCreate();
        if (progress is not null) _self = GCHandle.Alloc(this);
        _registration = token.UnsafeRegister(static handle => Native.CancelRaise((CancelHandle)handle!), Cancel);
    }

    internal CancelHandle? Cancel { get; }

    internal delegate* unmanaged[Cdecl]<void*, long, long, void> Progress => _progress is null ? null : &Report;

    internal void* State => _self.IsAllocated ? (void*)GCHandle.ToIntPtr(_self) : null;

    /// <summary>The exception that the caller is to see for a cancelled native call: the callback's own, or one that carries the token.</summary>
    internal OperationCanceledException Explain(OperationCanceledException cancelled)
    {
        _kept?.Throw();
        return _token.IsCancellationRequested ? new OperationCanceledException(cancelled.Message, cancelled, _token) : cancelled;
    }

    /// <summary>Rethrows the callback's exception when the call came to its end all the same.</summary>
    internal void Finish() => _kept?.Throw();

    public void Dispose()
    {
        // Waits for a raise that is under way on another thread, so that the flag is not freed under it.
        _registration.Dispose();
        Cancel?.Dispose();
        if (_self.IsAllocated) _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Report(void* state, long done, long total) =>
        ((LongCall)GCHandle.FromIntPtr((nint)state).Target!).Report(done, total);

    private void Report(long done, long total)
    {
        if (_kept is not null) return;
        try
        {
            _progress!(done, total);
        }
#pragma warning disable CA1031 // No exception may pass through native frames; this one goes on when they are left.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _kept = ExceptionDispatchInfo.Capture(e);
            Native.CancelRaise(Cancel!);
        }
    }
}
