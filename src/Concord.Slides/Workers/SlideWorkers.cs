using System.Collections.Concurrent;
using Concord.Protocol;
using MessagePack;

namespace Concord;

/// <summary>
/// Opens slides and TIFF images in worker processes, other images where the options say so: as many as there are slides open at once, started when needed and used again. A file that crashes,
/// hangs or exhausts its process costs that process and one <see cref="SlideException"/>. Thread-safe.
/// </summary>
internal sealed class SlideWorkers : ISlideOpener
{
    private readonly ConcurrentBag<SlideWorker> _idle = [];
    private readonly SlideWorkerOptions _options;
    private readonly ImageLimits _limits;
    private int _started;
    private volatile bool _disposed;

    internal SlideWorkers(SlideWorkerOptions options, ImageLimits limits)
    {
        options.Check();
        (_options, _limits) = (options, limits);
    }

    /// <summary>Processes started so far.</summary>
    internal int Started => _started;

    public bool IsWholeSlide(string path)
    {
        if (SlideReaders.IsWholeSlideByName(path) is { } known) return known;
        var worker = Take();
        try
        {
            return worker.Call(SlideCalls.Recognise, 1, PathEntry(path), static map =>
            {
                var whole = false;
                while (map.Next(out var key))
                {
                    if (key == "whole_slide") whole = map.Flag();
                    else map.Skip();
                }

                return whole;
            });
        }
        finally
        {
            GiveBack(worker);
        }
    }

    public ISlide Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var worker = Take();
        try
        {
            return WorkerSlide.Open(this, worker, path);
        }
        catch
        {
            GiveBack(worker);
            throw;
        }
    }

    public IImageDecoder Decoder()
    {
        var workers = new WorkerImageDecoder(this, _limits);
        return _options.PlainImages ? workers : new SelectiveDecoder(workers, new ImageDecoder(_limits));
    }

    /// <summary>An idle process, or a new one.</summary>
    internal SlideWorker Take()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_idle.TryTake(out var worker)) return worker;
        Interlocked.Increment(ref _started);
        return SlideWorker.Start(_options, _limits);
    }

    internal void GiveBack(SlideWorker worker)
    {
        if (!worker.IsUsable || _disposed) worker.Dispose();
        else _idle.Add(worker);
        if (_disposed) EndIdle();
    }

    /// <summary>Ends the idle processes; one whose slide is still open ends with that.</summary>
    public void Dispose()
    {
        _disposed = true;
        EndIdle();
    }

    internal static RpcEntries PathEntry(string path) => (ref MessagePackWriter writer) =>
    {
        writer.Write("path");
        // A worker's own folder need not be ours.
        writer.Write(Path.GetFullPath(path));
    };

    private void EndIdle()
    {
        while (_idle.TryTake(out var worker)) worker.Dispose();
    }
}
