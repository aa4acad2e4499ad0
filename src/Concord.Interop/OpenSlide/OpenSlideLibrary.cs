using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>
/// OpenSlide (3.4 and 4), in whichever library the machine has. Associated images (label, macro) are not among the calls that are generated, so that no
/// code here can read one. The calls are thread-safe, one handle from several threads included.
/// </summary>
internal sealed unsafe class OpenSlideLibrary
{
    private static readonly Lazy<OpenSlideLibrary?> Found = new(Load);

    private readonly OpenSlideCalls _calls;

    private OpenSlideLibrary(nint library)
    {
        _calls = new OpenSlideCalls(library);
        Version = Text(_calls.GetVersion()) ?? "of unknown version";
    }

    /// <summary>Null where the machine has none. Loaded once a process.</summary>
    internal static OpenSlideLibrary? Instance => Found.Value;

    internal string Version { get; }

    /// <summary>The vendor's short name, or null for a file that OpenSlide does not take for a slide.</summary>
    internal string? DetectVendor(string path)
    {
        fixed (byte* name = Utf8(path)) return Text(_calls.DetectVendor(name));
    }

    /// <summary>0 when the file is no slide. A handle may be in error from the start: ask <see cref="Error"/>.</summary>
    internal nint Open(string path)
    {
        fixed (byte* name = Utf8(path)) return _calls.Open(name);
    }

    internal void Close(nint slide) => _calls.Close(slide);

    internal int LevelCount(nint slide) => _calls.GetLevelCount(slide);

    internal (long Width, long Height) LevelDimensions(nint slide, int level)
    {
        long width, height;
        _calls.GetLevelDimensions(slide, level, &width, &height);
        return (width, height);
    }

    internal double LevelDownsample(nint slide, int level) => _calls.GetLevelDownsample(slide, level);

    /// <summary>Fills width × height pixels, 0xAARRGGBB premultiplied by alpha; what lies outside is 0. x and y are in level-0 pixels.</summary>
    internal void ReadRegion(nint slide, Span<uint> argb, long x, long y, int level, long width, long height)
    {
        if (argb.Length < width * height) throw new ArgumentException($"{argb.Length} pixels do not hold {width} x {height}");
        fixed (uint* to = argb) _calls.ReadRegion(slide, to, x, y, level, width, height);
    }

    /// <summary>Why the handle can no longer be used, or null. Once set it stays: such a handle can only be closed.</summary>
    internal string? Error(nint slide) => Text(_calls.GetError(slide));

    internal string? Property(nint slide, ReadOnlySpan<byte> nameZ)
    {
        fixed (byte* name = nameZ) return Text(_calls.GetPropertyValue(slide, name));
    }

    private static OpenSlideLibrary? Load()
    {
        foreach (var name in Names())
        {
            if (NativeLibrary.TryLoad(name, typeof(OpenSlideLibrary).Assembly, DllImportSearchPath.SafeDirectories, out var library)) return new OpenSlideLibrary(library);
        }

        return null;
    }

    private static string[] Names() =>
        OperatingSystem.IsWindows() ? ["libopenslide-1.dll", "libopenslide-0.dll"]
        : OperatingSystem.IsMacOS() ? ["libopenslide.1.dylib", "libopenslide.0.dylib"]
        : ["libopenslide.so.1", "libopenslide.so.0"];

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text + '\0');

    private static string? Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8);
}
