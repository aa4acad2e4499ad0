namespace Concord.Service;

/// <summary>
/// The threads of a server. Whoever reads a request answers it, while another goes on reading that connection: so work on a request begins where it was
/// read, and waits for no other thread to wake up and take it. Threads that have nothing to do wait a while, without spinning, and end. Thread-safe.
/// </summary>
internal sealed class ServiceThreads : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly List<Waiting> _waiting = [];
    private bool _closed;

    /// <summary>Does `work` on the thread that began to wait last, or on a new one. Throws <see cref="OutOfMemoryException"/> when the system grants no more.</summary>
    internal void Run(Action work)
    {
        Waiting? waiting = null;
        lock (_waiting)
        {
            if (_waiting.Count > 0)
            {
                waiting = _waiting[^1];
                _waiting.RemoveAt(_waiting.Count - 1);
            }
        }

        if (waiting is not null) waiting.Give(work);
        else new Thread(() => Serve(work)) { IsBackground = true, Name = "concord client" }.Start();
    }

    /// <summary>Threads that wait end; those that work do when they are done.</summary>
    public void Dispose()
    {
        Waiting[] all;
        lock (_waiting)
        {
            _closed = true;
            all = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var waiting in all) waiting.Give(null);
    }

    private void Serve(Action first)
    {
        var own = new Waiting();
        for (Action? work = first; work is not null; work = Next(own)) work();
    }

    private Action? Next(Waiting own)
    {
        lock (_waiting)
        {
            if (_closed) return null;
            _waiting.Add(own);
        }

        if (own.TryTake(Patience, out var work)) return work;
        lock (_waiting)
        {
            if (_waiting.Remove(own)) return null;
        }

        // Somebody chose this one while its patience ended: the work is on its way.
        own.TryTake(Timeout.InfiniteTimeSpan, out work);
        return work;
    }

    /// <summary>Where a thread waits for the next work.</summary>
    private sealed class Waiting
    {
        private readonly object _gate = new();
        private bool _given;
        private Action? _work;

        internal void Give(Action? work)
        {
            lock (_gate)
            {
                (_work, _given) = (work, true);
                Monitor.Pulse(_gate);
            }
        }

        /// <summary>False when nothing was given in time.</summary>
        internal bool TryTake(TimeSpan patience, out Action? work)
        {
            lock (_gate)
            {
                while (!_given && Monitor.Wait(_gate, patience))
                {
                }

                (work, var given) = (_work, _given);
                (_work, _given) = (null, false);
                return given;
            }
        }
    }
}
