using System.Globalization;
using System.Runtime.Intrinsics;
using Concord.Interop;

namespace Concord;

/// <summary>A slide that OpenSlide reads. Of its properties resolution and magnification alone are ever asked for.</summary>
internal sealed class OpenSlideSlide : ISlide
{
    private readonly OpenSlideLibrary _library;
    private nint _handle;
    private uint[] _argb = [];

    /// <summary>Owns the handle once constructed; throws <see cref="SlideException"/>, leaving the handle to the caller, when it is in error.</summary>
    internal OpenSlideSlide(OpenSlideLibrary library, nint handle, string vendor)
    {
        (_library, _handle, Format) = (library, handle, vendor);
        Check();
        Levels = ReadLevels();
        Mpp = MeanMpp(Number("openslide.mpp-x\0"u8), Number("openslide.mpp-y\0"u8));
        ObjectivePower = Number("openslide.objective-power\0"u8) is { } power && power is > 0 and < 1000 ? power : null;
        Check();
    }

    public IReadOnlyList<SlideLevel> Levels { get; }

    public double? Mpp { get; }

    public double? ObjectivePower { get; }

    public string Format { get; }

    public void ReadRegion(int level, long x, long y, int width, int height, Span<byte> rgb)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        RegionArguments.Check(Levels.Count, level, width, height, rgb.Length);
        var pixels = width * height;
        if (_argb.Length < pixels) _argb = GC.AllocateUninitializedArray<uint>(pixels);
        _library.ReadRegion(_handle, _argb, x, y, level, width, height);
        Check();
        OnWhite(_argb.AsSpan(0, pixels), rgb);
    }

    public void Dispose()
    {
        var handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0) _library.Close(handle);
    }

    /// <summary>The mean of both directions where both are sane; null otherwise, for a guess would shift every tile.</summary>
    internal static double? MeanMpp(double? x, double? y) =>
        x is > 0 and < 1000 && y is > 0 and < 1000 ? (x + y) / 2 : null;

    /// <summary>Pixels are premultiplied, so that white shows through by what alpha lacks.</summary>
    internal static void OnWhite(ReadOnlySpan<uint> argb, Span<byte> rgb)
    {
        var opaque = Opaque(argb, rgb);
        for (int i = opaque, to = 3 * opaque; i < argb.Length; i++, to += 3)
        {
            var pixel = argb[i];
            var white = 255 - (pixel >> 24);
            rgb[to] = (byte)(((pixel >> 16) & 0xFF) + white);
            rgb[to + 1] = (byte)(((pixel >> 8) & 0xFF) + white);
            rgb[to + 2] = (byte)((pixel & 0xFF) + white);
        }
    }

    /// <summary>How many pixels from the start were done, four at once: all before the first group that lets white through, or the last few.</summary>
    private static int Opaque(ReadOnlySpan<uint> argb, Span<byte> rgb)
    {
        if (!BitConverter.IsLittleEndian) return 0;
        var (alpha, order) = (Vector128.Create(0xFF000000u), Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 16, 16, 16, 16));
        var i = 0;
        // 16 bytes are written where 12 belong; the pixels after these, which there must be, are written over the rest.
        for (; i + 8 <= argb.Length; i += 4)
        {
            var pixels = Vector128.Create(argb[i..]);
            if ((pixels & alpha) != alpha) break;
            Vector128.Shuffle(pixels.AsByte(), order).CopyTo(rgb[(3 * i)..]);
        }

        return i;
    }

    private List<SlideLevel> ReadLevels()
    {
        var count = _library.LevelCount(_handle);
        if (count < 1) throw new SlideException("it has no image");
        var levels = new List<SlideLevel>();
        for (var i = 0; i < count; i++)
        {
            var (width, height) = _library.LevelDimensions(_handle, i);
            levels.Add(new SlideLevel(width, height, _library.LevelDownsample(_handle, i)));
        }

        SlideClaims.Check(levels);
        return levels;
    }

    private double? Number(ReadOnlySpan<byte> nameZ) =>
        double.TryParse(_library.Property(_handle, nameZ), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private void Check()
    {
        if (_library.Error(_handle) is { } error) throw new SlideException($"it is damaged or cut off ({error}); OpenSlide reads no more of it");
    }
}
