using System.Runtime.InteropServices;
using Concord.Protocol;
using MessagePack;

namespace Concord;

/// <summary>An HDF5 file of features that a worker process has open. Nothing that process says is taken unchecked, and what ends it is the file's fault.</summary>
internal sealed class WorkerFeatureFile : IFeatureFile
{
    private const int LongestText = 4096;

    private readonly SlideWorkers _workers;
    private readonly string _path;
    private SlideWorker? _worker;

    private WorkerFeatureFile(SlideWorkers workers, SlideWorker worker, FeatureHeader header, string path, string? coords) =>
        (_workers, _worker, Slides, _path, Files) = (workers, worker, [header], path, coords is null ? [path] : [path, coords]);

    public IReadOnlyList<FeatureHeader> Slides { get; }

    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<string> UnusedColumns => [];

    /// <summary>As <see cref="Hdf5FeatureFile"/> opens it, in a worker of its own until it is disposed.</summary>
    internal static WorkerFeatureFile Open(SlideWorkers workers, string path, string? coords)
    {
        var worker = workers.Take();
        try
        {
            var header = Reading(path, () => worker.Call(WorkerCalls.Features, 2, (ref MessagePackWriter writer) =>
            {
                writer.Write("path");
                writer.Write(Path.GetFullPath(path));
                writer.Write("coords");
                writer.Write(coords is null ? "" : Path.GetFullPath(coords));
            }, ReadHeader));
            FeatureLimits.Check(path, "`features`", (ulong)header.Rows, (ulong)header.Dimension);
            return new WorkerFeatureFile(workers, worker, header, path, coords);
        }
        catch
        {
            workers.GiveBack(worker);
            throw;
        }
    }

    public IReadOnlyList<TileSpot> ReadSpots(FeatureHeader slide)
    {
        var corners = new long[2 * slide.Rows];
        if (slide.Rows > 0) Fetch(WorkerCalls.Spots, 0, 0, MemoryMarshal.AsBytes(corners.AsSpan()));
        var spots = new TileSpot[slide.Rows];
        for (var i = 0; i < spots.Length; i++) spots[i] = new TileSpot(corners[2 * i], corners[(2 * i) + 1], null);
        return spots;
    }

    public float[] ReadVectors(FeatureHeader slide, int first, int count)
    {
        var vectors = new float[count * slide.Dimension];
        Fetch(WorkerCalls.Vectors, first, count, MemoryMarshal.AsBytes(vectors.AsSpan()));
        return vectors;
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

    private void Fetch(string method, int first, int count, Span<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_worker is null, this);
        try
        {
            var got = _worker.CallBytes(method, 2, (ref MessagePackWriter writer) =>
            {
                writer.Write("first");
                writer.Write(first);
                writer.Write("count");
                writer.Write(count);
            }, bytes);
            _worker.CallRest(bytes, got);
        }
        catch (SlideException e)
        {
            throw new FeatureFileException(_path, e.Message, e);
        }
    }

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SlideException e)
        {
            throw new FeatureFileException(path, e.Message, e);
        }
    }

    private static FeatureHeader ReadHeader(MapReader map)
    {
        var header = new FeatureHeader("", 0, 0);
        while (map.Next(out var key))
        {
            header = key switch
            {
                "slide" => header with { Slide = Short(map.Text()) },
                "rows" => header with { Rows = Count(map.WholeNumber()) ?? 0 },
                "dimension" => header with { Dimension = Count(map.WholeNumber()) ?? 0 },
                "whole_slide" => header with { IsWholeSlide = map.Flag() },
                "encoder" => header with { Encoder = Short(map.Text()) is { Length: > 0 } encoder ? encoder : null },
                "patch_size" => header with { PatchSize = Count(map.WholeNumber()) },
                "patch_size_level0" => header with { PatchSizeLevel0 = Count(map.WholeNumber()) },
                "magnification" => header with { TargetMagnification = map.NumberOrNil() },
                "width" => header with { SlideWidth = Count(map.WholeNumber()) ?? 0 },
                "height" => header with { SlideHeight = Count(map.WholeNumber()) ?? 0 },
                _ => throw new ProtocolException(ProtocolError.WrongType, $"a header with {Short(key)}"),
            };
        }

        return header;
    }

    /// <summary>−1 stands for what the file does not say.</summary>
    private static int? Count(long value) => value switch
    {
        -1 => null,
        >= 0 and < int.MaxValue => (int)value,
        _ => throw new ProtocolException(ProtocolError.WrongType, $"a count of {value}"),
    };

    private static string Short(string text) => text.Length <= LongestText ? text : throw new ProtocolException(ProtocolError.WrongType, "a name is no short text");
}
