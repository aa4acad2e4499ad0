using System.Runtime.InteropServices;

namespace Concord.Cli.CommandLine;

/// <summary>
/// Turns SIGINT and SIGTERM into a cancelled token, so that a commit in hand ends before the process does. A second signal ends it
/// at once: the collection recovers from that too.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _received;

    internal Signals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive),
    ];

    internal CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _received) > 1) Environment.Exit((int)ExitCode.Cancelled);

        // Not on the signal thread: a continuation of the cancellation may take long, and a second signal must get through. Nor on the pool, which may be busy with
        // the very work that is to end.
        new Thread(Cancel) { IsBackground = true, Name = "concord signal" }.Start();
    }

    private void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command ended meanwhile.
        }
    }
}
