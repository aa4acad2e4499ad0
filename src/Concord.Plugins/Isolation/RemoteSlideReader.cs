using Concord.Protocol;
using MessagePack;

namespace Concord.Plugins;

internal sealed class RemoteSlideReader(string id, IsolatedPlugin plugin) : ISlideReader
{
    public string Id => id;

    public bool Recognises(string path) => plugin.Use(process =>
    {
        var result = process.Ask(SlideCalls.Recognise, 1, PathEntry(path));
        return process.Read(() => result.Flag("recognised"));
    });

    public ISlide Open(string path) => plugin.Use(process =>
    {
        var result = process.Ask(SlideCalls.Open, 1, PathEntry(path));
        return process.Read(() => new RemoteSlide(plugin, id, path, result));
    });

    internal static RpcEntries PathEntry(string path) => (ref MessagePackWriter writer) =>
    {
        writer.Write("path");
        // The plugin's own folder is not ours.
        writer.Write(Path.GetFullPath(path));
    };
}

/// <summary>A slide that a plugin's process has open. When that ended, over another slide say, the next one opens it again.</summary>
internal sealed class RemoteSlide : ISlide
{
    private readonly IsolatedPlugin _plugin;
    private readonly string _path;
    private int _generation;
    private long _slide;

    internal RemoteSlide(IsolatedPlugin plugin, string format, string path, RpcParameters open)
    {
        (_plugin, _generation, Format, _path) = (plugin, plugin.Generation, format, path);
        _slide = Number(open);
        (Mpp, ObjectivePower) = (open.Number("mpp"), open.Number("objective_power"));
        Levels = LevelsOf(open);
    }

    public IReadOnlyList<SlideLevel> Levels { get; }

    public double? Mpp { get; }

    public double? ObjectivePower { get; }

    public string Format { get; }

    public unsafe void ReadRegion(int level, long x, long y, int width, int height, Span<byte> rgb)
    {
        var length = rgb.Length;
        fixed (byte* start = rgb)
        {
            var pixels = start;
            _plugin.Use(process =>
            {
                if (_plugin.Generation != _generation) OpenAgain(process);
                var first = process.Ask(SlideCalls.Region, 6, (ref MessagePackWriter writer) => WriteRegion(ref writer, level, x, y, width, height));
                for (var got = process.Read(() => Copy(first, new Span<byte>(pixels, length))); got < length;)
                {
                    var offset = got;
                    var more = process.Ask(SlideCalls.Rest, 1, (ref MessagePackWriter writer) => RpcWriting.Entry(ref writer, "offset", offset));
                    got += process.Read(() => Copy(more, new Span<byte>(pixels + offset, length - offset)));
                }

                return true;
            });
        }
    }

    public void Dispose() => _plugin.Use(process =>
        _plugin.Generation == _generation && process.Ask(SlideCalls.Close, 1, (ref MessagePackWriter writer) => RpcWriting.Entry(ref writer, "slide", _slide)) is not null);

    private void OpenAgain(PluginProcess process)
    {
        var open = process.Ask(SlideCalls.Open, 1, RemoteSlideReader.PathEntry(_path));
        _slide = process.Read(() => LevelsOf(open).SequenceEqual(Levels) ? Number(open) : throw new PluginException("the slide is another since it was opened"));
        _generation = _plugin.Generation;
    }

    private static long Number(RpcParameters open) => open.WholeNumber("slide") ?? throw new PluginNonsenseException("a slide without a number");

    private static List<SlideLevel> LevelsOf(RpcParameters open) =>
        [.. open.Maps("levels").Select(level => new SlideLevel(level.WholeNumber("width") ?? 0, level.WholeNumber("height") ?? 0, level.Number("downsample") ?? 0))];

    private void WriteRegion(ref MessagePackWriter writer, int level, long x, long y, int width, int height)
    {
        RpcWriting.Entry(ref writer, "slide", _slide);
        RpcWriting.Entry(ref writer, "level", level);
        RpcWriting.Entry(ref writer, "x", x);
        RpcWriting.Entry(ref writer, "y", y);
        RpcWriting.Entry(ref writer, "width", width);
        RpcWriting.Entry(ref writer, "height", height);
    }

    private static int Copy(RpcParameters answer, Span<byte> missing)
    {
        var data = answer.Bytes("data").Span;
        if (data.Length != Math.Min(missing.Length, SlideCalls.PieceBytes)) throw new PluginNonsenseException($"{data.Length} bytes of pixels where {missing.Length} are missing");
        data.CopyTo(missing);
        return data.Length;
    }
}
