using Concord.Protocol;

namespace Concord;

/// <summary>Decodes images whole in worker processes.</summary>
internal sealed class WorkerImageDecoder(SlideWorkers workers, ImageLimits limits) : IImageDecoder
{
    private byte[] _pixels = [];

    public int Width { get; private set; }

    public int Height { get; private set; }

    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, 3 * Width * Height);

    public void Read(string path)
    {
        var worker = workers.Take();
        try
        {
            var got = worker.Call(WorkerCalls.Image, 1, SlideWorkers.PathEntry(path), map => ReadStart(map, path));
            worker.CallRest(_pixels.AsSpan(0, 3 * Width * Height), got);
        }
        finally
        {
            workers.GiveBack(worker);
        }
    }

    /// <summary>Size and first pixels; the size comes first, so that there is room for them.</summary>
    private int ReadStart(MapReader map, string path)
    {
        var (width, height, got) = (0L, 0L, 0);
        while (map.Next(out var key))
        {
            switch (key)
            {
                case "width": width = map.WholeNumber(); break;
                case "height": height = map.WholeNumber(); break;
                case "bytes": got = SlideWorker.Copy(map.Bytes(), Room(path, width, height)); break;
                default: map.Skip(); break;
            }
        }

        return got > 0 ? got : throw new ProtocolException(ProtocolError.WrongType, "an image without pixels");
    }

    private Span<byte> Room(string path, long width, long height)
    {
        if (width is < 1 or > int.MaxValue || height is < 1 or > int.MaxValue)
        {
            throw new ProtocolException(ProtocolError.WrongType, $"an image of {width} x {height} pixels");
        }

        limits.Check(path, (int)width, (int)height);
        var length = checked((int)(3 * width * height));
        if (_pixels.Length < length) _pixels = GC.AllocateUninitializedArray<byte>(length);
        (Width, Height) = ((int)width, (int)height);
        return _pixels.AsSpan(0, length);
    }
}
