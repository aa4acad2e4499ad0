using NetVips;

namespace Concord.Indexing;

/// <summary>Writes pictures small: a PNG of 256 colours is a third of the size, and nothing is measured on a picture.</summary>
internal static class PictureFile
{
    /// <summary>Encodes without metadata. Needs a libvips that can reduce colours, as the one that comes with Concord can; else all colours are kept.</summary>
    internal static byte[] EncodePng(RgbImage picture)
    {
        Vips.EnsureReady();
        using var memory = Image.NewFromMemory(picture.Pixels, picture.Width, picture.Height, 3, Enums.BandFormat.Uchar);
        using var colours = memory.Copy(interpretation: Enums.Interpretation.Srgb);
        return colours.PngsaveBuffer(palette: true, q: 90, effort: 10, dither: 0.5, compression: 9, keep: Enums.ForeignKeep.None);
    }

    /// <summary>Writes `picture` to a file, which is whole or not there: it is written under another name first.</summary>
    internal static void WritePng(RgbImage picture, string path)
    {
        var unfinished = path + ".part";
        File.WriteAllBytes(unfinished, EncodePng(picture));
        File.Move(unfinished, path, overwrite: true);
    }
}
