using Concord.Interop;

namespace Concord;

/// <summary>Whole slides by OpenSlide: Aperio, Hamamatsu, Leica, MIRAX, Philips, Sakura, Trestle, Ventana and tiled TIFF.</summary>
internal sealed class OpenSlideReader : ISlideReader
{
    public string Id => "openslide";

    public bool Recognises(string path)
    {
        if (OpenSlideLibrary.Instance is not { } library) return SlideFormats.IsWholeSlideName(path);
        // A tiled TIFF of one level is an image that happens to be tiled; with levels it is a slide.
        return library.DetectVendor(path) switch
        {
            null => false,
            "generic-tiff" => SlideFormats.IsWholeSlideName(path) || HasLevels(library, path),
            _ => true,
        };
    }

    private static bool HasLevels(OpenSlideLibrary library, string path)
    {
        var slide = library.Open(path);
        if (slide == 0) return false;
        try
        {
            return library.LevelCount(slide) > 1;
        }
        finally
        {
            library.Close(slide);
        }
    }

    public ISlide Open(string path)
    {
        var library = OpenSlideLibrary.Instance ?? throw new SlideException(
            "whole slides are read by OpenSlide, which this machine does not have; install it (Debian and Ubuntu: apt-get install libopenslide0)");
        var handle = library.Open(path);
        if (handle == 0) throw new SlideException("OpenSlide does not know this format, or the file is damaged");
        try
        {
            return new OpenSlideSlide(library, handle, library.DetectVendor(path) ?? "unknown");
        }
        catch
        {
            library.Close(handle);
            throw;
        }
    }
}
