using Concord.Protocol;
using MessagePack;

namespace Concord.Plugins;

/// <summary>The slides that a slide reader has open for the host, by number, and the pixels last read.</summary>
internal sealed class OpenSlides : IDisposable
{
    private readonly Dictionary<long, ISlide> _slides = [];
    private byte[] _pixels = [];
    private int _length;
    private long _next;

    public void Dispose()
    {
        foreach (var slide in _slides.Values) slide.Dispose();
    }

    internal void Open(ISlideReader reader, uint id, RpcParameters parameters, ref MessagePackWriter writer)
    {
        var slide = reader.Open(parameters.Text("path"));
        _slides.Add(++_next, slide);
        RpcWriting.Response(ref writer, id, 4);
        writer.Write("slide");
        writer.Write(_next);
        Write(ref writer, "mpp", slide.Mpp);
        Write(ref writer, "objective_power", slide.ObjectivePower);
        writer.Write("levels");
        writer.WriteArrayHeader(slide.Levels.Count);
        foreach (var level in slide.Levels)
        {
            writer.WriteMapHeader(3);
            writer.Write("width");
            writer.Write(level.Width);
            writer.Write("height");
            writer.Write(level.Height);
            Write(ref writer, "downsample", level.Downsample);
        }
    }

    internal void Region(uint id, RpcParameters parameters, ref MessagePackWriter writer)
    {
        var slide = Find(parameters);
        var (width, height) = (parameters.Count("width", 0, 1, int.MaxValue), parameters.Count("height", 0, 1, int.MaxValue));
        var length = 3L * width * height;
        if (length > Array.MaxLength) throw new PluginException($"a region of {width} x {height} pixels is too large");
        if (_pixels.Length < length) _pixels = GC.AllocateUninitializedArray<byte>((int)length);
        _length = 0;
        slide.ReadRegion(parameters.Count("level", 0, 0, int.MaxValue), parameters.WholeNumber("x") ?? 0, parameters.WholeNumber("y") ?? 0, width, height, _pixels.AsSpan(0, (int)length));
        _length = (int)length;
        Piece(0, id, ref writer);
    }

    internal void Rest(uint id, RpcParameters parameters, ref MessagePackWriter writer) => Piece(parameters.Count("offset", 0, 0, int.MaxValue), id, ref writer);

    internal void Close(uint id, RpcParameters parameters, ref MessagePackWriter writer)
    {
        Find(parameters).Dispose();
        _slides.Remove(parameters.WholeNumber("slide")!.Value);
        RpcWriting.Response(ref writer, id, 0);
    }

    private ISlide Find(RpcParameters parameters) =>
        _slides.TryGetValue(parameters.WholeNumber("slide") ?? 0, out var slide) ? slide : throw new PluginException("no such slide is open");

    private void Piece(int offset, uint id, ref MessagePackWriter writer)
    {
        if (offset >= _length) throw new PluginException($"offset is {offset}; there are {_length} bytes of pixels");
        RpcWriting.Response(ref writer, id, 1);
        writer.Write("data");
        writer.Write(_pixels.AsSpan(offset, Math.Min(_length - offset, SlideCalls.PieceBytes)));
    }

    /// <summary>Nil for what is no number: readers' nonsense is the host's to refuse, level by level.</summary>
    private static void Write(ref MessagePackWriter writer, string key, double? value)
    {
        writer.Write(key);
        if (value is { } number && double.IsFinite(number)) writer.Write(number);
        else writer.WriteNil();
    }
}
