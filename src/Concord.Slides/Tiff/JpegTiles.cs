using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NetVips;

namespace Concord;

/// <summary>
/// Level 0 of a slide that is a TIFF of JPEG tiles, decoded tile by tile: OpenSlide 3.4.1 spends two thirds of such a reading on blending opaque tiles as floating-point numbers
/// (docs/slides.md). Only for files where nothing is to be blended; OpenSlide has the last word, in pixels and in what is damaged.
/// </summary>
internal sealed class JpegTiles
{
    private const int MostTilePixels = 16 << 20;
    private const uint Jpeg = 7;
    private const uint Rgb = 2;
    private const uint YCbCr = 6;

    private readonly TiffDirectory _directory;
    private readonly int _side;
    private readonly int _rows;
    private readonly int _across;
    private readonly uint[] _offsets;
    private readonly uint[] _counts;
    private readonly byte[] _head;
    private readonly RgbImage _image;

    private JpegTiles(TiffDirectory directory, byte[] head, RgbImage image)
    {
        (_directory, _head, _image) = (directory, head, image);
        (_side, _rows) = ((int)directory.Number(322), (int)directory.Number(323));
        (_offsets, _counts) = (directory.Numbers(324), directory.Numbers(325));
        _across = (image.Width + _side - 1) / _side;
    }

    /// <summary>All of level 0; null where the file is of another kind, a tile of it is missing or damaged, or OpenSlide's pixels are others.</summary>
    /// <param name="path">The file.</param>
    /// <param name="slide">The same file as OpenSlide reads it; its level 0 fits into memory.</param>
    internal static RgbImage? Read(string path, ISlide slide)
    {
        if (slide.Format is not ("aperio" or "generic-tiff")) return null;
        Vips.EnsureReady();
        try
        {
            using var file = File.OpenHandle(path);
            return Of(file, slide)?.Decode(slide);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or VipsException)
        {
            return null;
        }
    }

    private static JpegTiles? Of(SafeFileHandle file, ISlide slide)
    {
        if (TiffDirectory.Read(file) is not { } directory) return null;
        var (width, height) = ((int)slide.Levels[0].Width, (int)slide.Levels[0].Height);
        var (photometric, side, rows) = (directory.Number(262), directory.Number(322), directory.Number(323));
        var plain = directory.Number(256) == width && directory.Number(257) == height && directory.Numbers(258) is [8, 8, 8] && directory.Number(259) == Jpeg
            && photometric is Rgb or YCbCr && directory.Number(277) == 3 && directory.Number(284, otherwise: 1) == 1
            && side is > 0 and < 65536 && rows is > 0 and < 65536 && side * rows <= MostTilePixels;
        if (!plain || Head(directory.Field(347), photometric) is not { } head) return null;
        var tiles = ((width + side - 1) / side) * ((height + rows - 1) / rows);
        var whole = directory.Numbers(324).Length == tiles && directory.Numbers(325) is var counts && counts.Length == tiles && counts.All(count => count > 4);
        return whole ? new JpegTiles(directory, head, new RgbImage(width, height, GC.AllocateUninitializedArray<byte>(3 * width * height))) : null;
    }

    /// <summary>What stands before each tile's own stream: the colours that the TIFF says they are, as Adobe's marker, and the tables that all tiles share.</summary>
    private static byte[]? Head(byte[]? tables, uint photometric)
    {
        byte[] start = [0xFF, 0xD8, 0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)(photometric == YCbCr ? 1 : 0)];
        if (tables is null) return start;
        return tables.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) && tables.AsSpan().EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]) ? [.. start, .. tables[2..^2]] : null;
    }

    private RgbImage? Decode(ISlide slide)
    {
        for (var tile = 0; tile < _offsets.Length; tile++)
        {
            if (!Decode(tile)) return null;
        }

        // The corners, of which the last is cut by the edge, and one between.
        return new[] { 0, _offsets.Length / 2, _offsets.Length - 1 }.All(tile => IsSame(tile, slide)) ? _image : null;
    }

    private bool Decode(int tile)
    {
        if (_directory.Bytes(_offsets[tile], _counts[tile]) is not { } stream || stream is not [0xFF, 0xD8, ..]) return false;
        using var decoded = Image.JpegloadBuffer([.. _head, .. stream.AsSpan(2)], failOn: Enums.FailOn.Warning);
        if (decoded.Width != _side || decoded.Height != _rows || decoded.Bands != 3) return false;
        var memory = decoded.WriteToMemory(out _);
        try
        {
            var (x, y, width, height) = Place(tile);
            for (var row = 0; row < height; row++) Marshal.Copy(memory + (3 * row * _side), _image.Pixels, 3 * (((y + row) * _image.Width) + x), 3 * width);
        }
        finally
        {
            NetVips.NetVips.Free(memory);
        }

        return true;
    }

    private bool IsSame(int tile, ISlide slide)
    {
        var (x, y, width, height) = Place(tile);
        var rgb = new byte[3 * width * height];
        slide.ReadRegion(0, x, y, width, height, rgb);
        return _image.Crop(x, y, width, height).Pixels.AsSpan().SequenceEqual(rgb);
    }

    private (int X, int Y, int Width, int Height) Place(int tile)
    {
        var (x, y) = (tile % _across * _side, tile / _across * _rows);
        return (x, y, Math.Min(_side, _image.Width - x), Math.Min(_rows, _image.Height - y));
    }
}
