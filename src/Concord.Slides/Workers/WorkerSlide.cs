using Concord.Protocol;
using MessagePack;

namespace Concord;

/// <summary>A slide that a worker process has open. Nothing that process says is taken unchecked: the file may have taken it over.</summary>
internal sealed class WorkerSlide : IShrinkingSlide
{
    private const int LongestFormat = 64;

    private readonly SlideWorkers _workers;
    private SlideWorker? _worker;

    private WorkerSlide(SlideWorkers workers, SlideWorker worker, Description description)
    {
        (_workers, _worker) = (workers, worker);
        (Levels, Mpp, ObjectivePower, Format) = (description.Levels, description.Mpp, description.ObjectivePower, description.Format);
    }

    public IReadOnlyList<SlideLevel> Levels { get; }

    public double? Mpp { get; }

    public double? ObjectivePower { get; }

    public string Format { get; }

    /// <summary>The slide owns the worker from here on, and gives it back; not when this throws.</summary>
    internal static WorkerSlide Open(SlideWorkers workers, SlideWorker worker, string path)
    {
        var description = worker.Call(SlideCalls.Open, 1, SlideWorkers.PathEntry(path), Describe);
        SlideClaims.Check(description.Levels);
        return new WorkerSlide(workers, worker, description);
    }

    public void ReadRegion(int level, long x, long y, int width, int height, Span<byte> rgb)
    {
        ObjectDisposedException.ThrowIf(_worker is null, this);
        RegionArguments.Check(Levels.Count, level, width, height, rgb.Length);
        var got = _worker.CallPixels(SlideCalls.Region, 5, (ref MessagePackWriter writer) =>
        {
            RpcWriting.Entry(ref writer, "level", level);
            RpcWriting.Entry(ref writer, "x", x);
            RpcWriting.Entry(ref writer, "y", y);
            RpcWriting.Entry(ref writer, "width", width);
            RpcWriting.Entry(ref writer, "height", height);
        }, rgb);
        _worker.CallRest(rgb, got);
    }

    public void ReadShrunk(ShrunkRegion region, Span<byte> rgb)
    {
        ObjectDisposedException.ThrowIf(_worker is null, this);
        region.Check(Levels, rgb.Length);
        var got = _worker.CallPixels(WorkerCalls.Shrink, 6, (ref MessagePackWriter writer) =>
        {
            RpcWriting.Entry(ref writer, "level", region.Level);
            RpcWriting.Entry(ref writer, "factor", region.Factor);
            RpcWriting.Entry(ref writer, "x", region.X);
            RpcWriting.Entry(ref writer, "y", region.Y);
            RpcWriting.Entry(ref writer, "width", region.Width);
            RpcWriting.Entry(ref writer, "height", region.Height);
        }, rgb);
        _worker.CallRest(rgb, got);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _worker, null) is not { } worker) return;
        try
        {
            if (worker.IsUsable) worker.Call(SlideCalls.Close, 0, static (ref MessagePackWriter _) => { }, static _ => true);
        }
        catch (SlideException)
        {
            // It ended while closing; nothing is lost, and the pool sees that it cannot be used again.
        }
        finally
        {
            _workers.GiveBack(worker);
        }
    }

    private static Description Describe(MapReader map)
    {
        var description = new Description([], null, null, "");
        while (map.Next(out var key))
        {
            switch (key)
            {
                case "levels": description = description with { Levels = ReadLevels(ref map) }; break;
                case "mpp": description = description with { Mpp = Sane(map.NumberOrNil()) }; break;
                case "objective_power": description = description with { ObjectivePower = Sane(map.NumberOrNil()) }; break;
                case "format": description = description with { Format = map.Text() }; break;
                default: map.Skip(); break;
            }
        }

        if (description.Format.Length > LongestFormat) throw new ProtocolException(ProtocolError.WrongType, "its format is no short name");
        return description;
    }

    private static double? Sane(double? value) => value is > 0 and < 1000 ? value : null;

    private static List<SlideLevel> ReadLevels(ref MapReader map)
    {
        var count = map.Array();
        if (count > SlideClaims.MostLevels) throw new ProtocolException(ProtocolError.WrongType, $"it claims {count} levels");
        var levels = new List<SlideLevel>(count);
        for (var i = 0; i < count; i++)
        {
            if (map.Array() != 3) throw new ProtocolException(ProtocolError.WrongType, "a level is width, height and downsample");
            levels.Add(new SlideLevel(map.WholeNumber(), map.WholeNumber(), map.Number()));
        }

        return levels;
    }

    private sealed record Description(IReadOnlyList<SlideLevel> Levels, double? Mpp, double? ObjectivePower, string Format);
}
