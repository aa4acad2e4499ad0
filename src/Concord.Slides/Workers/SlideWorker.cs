using Concord.Protocol;
using MessagePack;

namespace Concord;

/// <summary>
/// A process that reads slides for this one, one question at a time. When it crashes, or is ended for time or memory, the call it was at throws
/// <see cref="SlideException"/> with that as its reason, and so does every later one. Used by one thread at a time.
/// </summary>
internal sealed class SlideWorker : IDisposable
{
    private readonly SlideWorkerOptions _options;
    private readonly WorkerProcess _process;
    private readonly RpcDialogue _dialogue;
    private readonly Timer _deadline;
    private volatile bool _late;
    private string? _ended;
    private bool _spent;

    private SlideWorker(SlideWorkerOptions options, WorkerProcess process)
    {
        (_options, _process) = (options, process);
        _dialogue = new RpcDialogue(process.Requests, process.Answers);
        _deadline = new Timer(static worker => ((SlideWorker)worker!).End(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal delegate T Result<T>(MapReader map);

    internal int ProcessId => _process.Id;

    /// <summary>False once it has ended, was late, or ran out of memory: another is started then.</summary>
    internal bool IsUsable => _ended is null && !_late && !_spent;

    /// <summary>Throws <see cref="ConcordUnsupportedException"/> where the program is not there, does not start, or is of another build.</summary>
    internal static SlideWorker Start(SlideWorkerOptions options, ImageLimits limits)
    {
        var worker = new SlideWorker(options, WorkerProcess.Start(options));
        try
        {
            worker.Greet(limits);
            return worker;
        }
        catch (SlideException e)
        {
            worker.Dispose();
            throw new ConcordUnsupportedException($"{options.FindProgram()} does not start: {worker._ended ?? e.Message}", e);
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    internal T Call<T>(string method, int entries, RpcEntries write, Result<T> result)
    {
        try
        {
            return result(new MapReader(Ask(method, entries, write)));
        }
        catch (ProtocolException e)
        {
            throw Ended(e);
        }
        finally
        {
            _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Asks for pixels: `rgb` is filled from its start by what the answer has, which may be less. Returns how many bytes.</summary>
    internal int CallPixels(string method, int entries, RpcEntries write, Span<byte> rgb)
    {
        try
        {
            return Copy(new MapReader(Ask(method, entries, write)), rgb);
        }
        catch (ProtocolException e)
        {
            throw Ended(e);
        }
        finally
        {
            _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Fetches what is not yet there of the pixels last asked for.</summary>
    internal void CallRest(Span<byte> rgb, int got)
    {
        while (got < rgb.Length)
        {
            var offset = got;
            got += CallPixels(SlideCalls.Rest, 1, (ref MessagePackWriter writer) =>
            {
                writer.Write("offset");
                writer.Write(offset);
            }, rgb[offset..]);
        }
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        _deadline.Dispose();
        _process.Dispose();
    }

    private void Greet(ImageLimits limits)
    {
        var version = Call(SlideCalls.Hello, 1, (ref MessagePackWriter writer) =>
        {
            writer.Write("max_pixels");
            writer.Write(limits.MaxPixels);
        }, static map =>
        {
            var version = "";
            while (map.Next(out var key))
            {
                if (key == "version") version = map.Text();
                else map.Skip();
            }

            return version;
        });
        var own = WorkerVersion.Own;
        if (version != own) throw new ConcordUnsupportedException($"{_options.FindProgram()} is of version {version}, this program of {own}; install both from one release");
    }

    private ReadOnlyMemory<byte> Ask(string method, int entries, RpcEntries write)
    {
        if (_ended is not null) throw new SlideException(_ended);
        _deadline.Change(_options.Deadline, Timeout.InfiniteTimeSpan);
        try
        {
            _dialogue.Ask(method, entries, write);
            return Answer();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw Ended(null);
        }
    }

    private ReadOnlyMemory<byte> Answer()
    {
        var answer = _dialogue.Answer();
        if (answer.Error is not { } error) return answer.Content;
        _spent = error.Code == WorkerError.Memory;
        throw WorkerError.ToException(error, _options);
    }

    private static int Copy(MapReader map, Span<byte> rgb)
    {
        var got = 0;
        while (map.Next(out var key))
        {
            if (key != "rgb")
            {
                map.Skip();
                continue;
            }

            got = Copy(map.Bytes(), rgb);
        }

        return got > 0 ? got : throw new ProtocolException(ProtocolError.WrongType, "an answer without pixels");
    }

    /// <summary>A piece of pixels to the start of where they are missing; its length, which is that of a whole piece or of all that is missing.</summary>
    internal static int Copy(ReadOnlySpan<byte> pixels, Span<byte> rgb)
    {
        if (pixels.Length != Math.Min(rgb.Length, SlideCalls.PieceBytes))
        {
            throw new ProtocolException(ProtocolError.WrongType, $"{pixels.Length} bytes of pixels where {rgb.Length} are missing");
        }

        pixels.CopyTo(rgb);
        return pixels.Length;
    }

    private void End()
    {
        _late = true;
        _process.Kill();
    }

    /// <summary>Settles why it answers no more. A frame cut off is the end of a process, not its nonsense.</summary>
    private SlideException Ended(ProtocolException? nonsense)
    {
        var answersNonsense = nonsense is not null && nonsense.Error != ProtocolError.Truncated;
        if (answersNonsense) _process.Kill();
        var exitCode = _process.ExitCode();
        _ended = _late ? WorkerEnd.Late(_options)
            : answersNonsense ? WorkerEnd.Nonsense(nonsense!)
            : WorkerEnd.Of(exitCode, _process.Errors(), _options);
        return new SlideException(_ended, nonsense);
    }
}
