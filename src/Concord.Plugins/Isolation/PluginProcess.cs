using Concord.Protocol;

namespace Concord.Plugins;

/// <summary>
/// A plugin's process and the frames to it: one question at a time, from one thread at a time. Once it has crashed, hung, or answered nonsense it is ended, and every question throws
/// <see cref="PluginEndedException"/>.
/// </summary>
internal sealed class PluginProcess : IDisposable
{
    /// <summary>How long a plugin may take to stop once its input has ended.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly PluginLimits _limits;
    private readonly WorkerProcess _process;
    private readonly RpcDialogue _dialogue;
    private readonly Timer _deadline;
    private volatile bool _late;
    private string? _ended;

    private PluginProcess(WorkerProcess process, PluginLimits limits)
    {
        (_process, _limits) = (process, limits);
        _dialogue = new RpcDialogue(process.Requests, process.Answers);
        _deadline = new Timer(static self => ((PluginProcess)self!).End(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal int Id => _process.Id;

    internal bool IsUsable => _ended is null;

    /// <summary>What it said of itself.</summary>
    internal PluginFacts Facts { get; private set; } = null!;

    /// <summary>
    /// Starts the process and greets it. Throws <see cref="PluginException"/> when the plugin refuses or cannot be started, <see cref="PluginEndedException"/> when it ends or hangs.
    /// </summary>
    /// <param name="copy">What is loaded or run.</param>
    /// <param name="limits">Of the process.</param>
    /// <param name="program">concord-plugin; null: beside the running program.</param>
    /// <param name="exited">Told when the process ends, from a thread of the pool.</param>
    internal static PluginProcess Start(PluginCopy copy, PluginLimits limits, string? program, Action<PluginProcess> exited)
    {
        PluginProcess self;
        try
        {
            self = new PluginProcess(WorkerProcess.Start(PluginLaunch.Of(copy, limits, program), limits.MemoryBytes), limits);
        }
        catch (ConcordUnsupportedException e)
        {
            throw new PluginException(e.Message, e);
        }

        try
        {
            self.Facts = PluginFacts.Read(self.Ask(limits.Start, SlideCalls.Hello, 3, PluginFacts.Greeting), copy.Manifest);
            // Whoever waits for the end is told of it on his own thread, in the middle of his work.
            self._process.Exited += (_, _) => Task.Run(() => exited(self));
            return self;
        }
        catch
        {
            self.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Asks; the answer is valid until the next question. Throws <see cref="PluginException"/> for what the plugin says it cannot do, <see cref="PluginEndedException"/> when it is at its end.
    /// </summary>
    internal RpcParameters Ask(string method, int entries, RpcEntries write) => Ask(_limits.Call, method, entries, write);

    /// <summary>Looks into an answer: one that lacks what it should have is the plugin's end.</summary>
    internal T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is RpcException or PluginNonsenseException)
        {
            throw Nonsense(e);
        }
    }

    /// <summary>Asks it to go by closing its input, and ends it when it has not gone at once.</summary>
    public void Dispose()
    {
        if (_ended is null) _process.LetGo(Farewell);
        _ended ??= "it is unloaded";
        _deadline.Dispose();
        _process.Dispose();
    }

    /// <summary>Of a process that has ended, or is about to: how.</summary>
    internal string HowItEnded()
    {
        var exitCode = _process.ExitCode();
        return _ended ??= (exitCode, _process.Errors()) switch
        {
            _ when _late => "it gave no answer in time, and was ended",
            (null, _) => "it is stuck in the system, and was left behind",
            (not 0, var errors) when MemoryWords.AreIn(errors) => $"it needs more than the {_limits.MemoryBytes >> 20} MiB of memory that a plugin is given",
            ( > 128 and var code, _) => $"it crashed ({WorkerEnd.SignalOf(code)})",
            (var code, _) => $"it ended by itself (exit code {code})",
        };
    }

    private RpcParameters Ask(TimeSpan deadline, string method, int entries, RpcEntries write)
    {
        if (_ended is not null) throw new PluginEndedException(_ended);
        _deadline.Change(deadline, Timeout.InfiniteTimeSpan);
        try
        {
            Send(method, entries, write);
            return Answer();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw Ended(e);
        }
        catch (Exception e) when (e is ProtocolException or RpcException)
        {
            throw e is ProtocolException { Error: ProtocolError.Truncated } ? Ended(e) : Nonsense(e);
        }
        finally
        {
            if (_ended is null) _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Send(string method, int entries, RpcEntries write)
    {
        try
        {
            _dialogue.Ask(method, entries, write);
        }
        catch (ProtocolException e)
        {
            throw new PluginException($"what it is asked is too large: {e.Message}", e);
        }
    }

    private RpcParameters Answer()
    {
        var answer = _dialogue.Answer();
        if (answer.Error is { } error) throw new PluginException(PluginText.Printable(error.Message));
        return RpcParameters.Parse(answer.Content, PluginCalls.ControlBytes);
    }

    /// <summary>Ends it under a question, which is answered so. Any thread.</summary>
    internal void End()
    {
        _late = true;
        _process.Kill();
    }

    private PluginEndedException Nonsense(Exception e)
    {
        _process.Kill();
        _ended = PluginText.Printable($"it gave an answer that makes no sense ({e.Message})");
        return new PluginEndedException(_ended, e);
    }

    private PluginEndedException Ended(Exception e) => new(HowItEnded(), e);
}
