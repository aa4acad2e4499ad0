namespace Concord.Plugins;

/// <summary>Counts the calls and open slides that are in a plugin, so that it is not unloaded under them.</summary>
internal sealed class PluginGate(string id)
{
    private readonly object _lock = new();
    private int _inside;
    private bool _closed;

    /// <summary>Throws <see cref="PluginException"/> once it is closed.</summary>
    internal void Enter()
    {
        lock (_lock)
        {
            if (_closed) throw new PluginException($"the plugin {id} is unloaded");
            _inside++;
        }
    }

    internal void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0) Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Lets nobody in any more, and waits until all have left: false when they have not within `wait`.</summary>
    internal bool Close(TimeSpan wait)
    {
        var until = Environment.TickCount64 + (long)wait.TotalMilliseconds;
        lock (_lock)
        {
            _closed = true;
            while (_inside > 0)
            {
                var left = until - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(_lock, TimeSpan.FromMilliseconds(left))) return _inside == 0;
            }

            return true;
        }
    }
}
