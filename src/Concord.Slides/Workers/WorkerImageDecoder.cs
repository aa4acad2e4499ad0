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
            var (width, height) = worker.Call(WorkerCalls.Image, 1, SlideWorkers.PathEntry(path), ReadSize);
            limits.Check(path, width, height);
            var length = checked(3 * width * height);
            if (_pixels.Length < length) _pixels = GC.AllocateUninitializedArray<byte>(length);
            (Width, Height) = (width, height);
            worker.CallRest(_pixels.AsSpan(0, length), 0);
        }
        finally
        {
            workers.GiveBack(worker);
        }
    }

    private static (int Width, int Height) ReadSize(MapReader map)
    {
        var (width, height) = (0L, 0L);
        while (map.Next(out var key))
        {
            switch (key)
            {
                case "width": width = map.WholeNumber(); break;
                case "height": height = map.WholeNumber(); break;
                default: map.Skip(); break;
            }
        }

        return width is >= 1 and <= int.MaxValue && height is >= 1 and <= int.MaxValue
            ? ((int)width, (int)height)
            : throw new ProtocolException(ProtocolError.WrongType, $"an image of {width} x {height} pixels");
    }
}
