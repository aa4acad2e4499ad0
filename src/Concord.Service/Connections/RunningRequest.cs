using Concord.Protocol;

namespace Concord.Service;

/// <summary>A request under way: its token, and why it was cancelled.</summary>
internal sealed class RunningRequest : IDisposable
{
    private const long LongestDeadline = 24 * 3600 * 1000L;

    private readonly CancellationTokenSource _source = new();
    private readonly Timer? _deadline;
    private volatile bool _asked;
    private volatile bool _late;

    internal RunningRequest(uint id, long? deadlineMilliseconds)
    {
        Id = id;
        Token = _source.Token;
        if (deadlineMilliseconds is not { } deadline) return;
        if (deadline is < 1 or > LongestDeadline) throw new RpcException("bad_argument", $"deadline_ms is {deadline}; it must be 1 to {LongestDeadline}");
        _deadline = new Timer(_ => Late(), null, deadline, Timeout.Infinite);
    }

    internal uint Id { get; }

    internal CancellationToken Token { get; }

    internal void Cancel()
    {
        _asked = true;
        Signal();
    }

    internal RpcError WhyCancelled(bool stopping) =>
        _late && !_asked ? new RpcError("deadline", "the deadline passed before the work was done")
        : stopping ? new RpcError("stopping", "the engine stops; what was committed is kept")
        : new RpcError("cancelled", "cancelled; what was committed before is kept");

    public void Dispose()
    {
        _deadline?.Dispose();
        lock (_source) _source.Dispose();
    }

    private void Late()
    {
        _late = true;
        Signal();
    }

    private void Signal()
    {
        lock (_source)
        {
            try
            {
                _source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended meanwhile.
            }
        }
    }
}
