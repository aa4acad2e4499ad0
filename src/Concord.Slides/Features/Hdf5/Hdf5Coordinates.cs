using PureHDF;

namespace Concord;

/// <summary>
/// Dataset `coords` (N x 2, the tiles' top left corners in level-0 pixels) of an HDF5 file, and what its attributes say: TRIDENT's of magnification and slide size, CLAM's of the level that
/// tiles were cut at.
/// </summary>
internal sealed class Hdf5Coordinates
{
    private readonly Hdf5Container _file;
    private readonly IH5Dataset _coords;

    private Hdf5Coordinates(Hdf5Container file, IH5Dataset coords) => (_file, _coords) = (file, coords);

    /// <summary>As it claims.</summary>
    internal ulong Rows => Shape is [var rows, ..] ? rows : 0;

    private ulong[] Shape => _coords.Space.Dimensions;

    internal static Hdf5Coordinates? Find(Hdf5Container file) => file.Find("coords") is { } coords ? new Hdf5Coordinates(file, coords) : null;

    /// <summary>The header with what is known of the slide here.</summary>
    internal FeatureHeader Describe(FeatureHeader header)
    {
        var (width, height) = SlideSize();
        return header with
        {
            Slide = _file.TextOf(_coords, "name") ?? header.Slide,
            PatchSize = _file.CountOf(_coords, "patch_size"),
            PatchSizeLevel0 = _file.CountOf(_coords, "patch_size_level0") ?? SideByLevel(),
            TargetMagnification = _file.NumbersOf(_coords, "target_magnification") is [var magnification] ? magnification : null,
            SlideWidth = width,
            SlideHeight = height,
        };
    }

    /// <summary>Corners of all tiles, x and y in turn; refuses another number than `rows`.</summary>
    internal long[] Read(int rows)
    {
        if (Shape is not [_, 2]) throw _file.Refused($"`coords` has the shape {Hdf5Container.Text(Shape)}; N x 2 is needed");
        if (Rows != (ulong)rows) throw _file.Refused($"`coords` has {Rows} rows and `features` {rows}");
        return _file.Reading(() => Integers(_coords), "`coords` cannot be read");
    }

    /// <summary>CLAM counts a tile's side in pixels of the level it was cut at.</summary>
    private int? SideByLevel()
    {
        if (_file.CountOf(_coords, "patch_level") is not { } level || _file.CountOf(_coords, "patch_size") is not { } side) return null;
        if (_file.NumbersOf(_coords, "downsample") is [var factor, ..] && factor is >= 1 and < 1 << 20) return (int)Math.Round(side * factor);
        return level == 0 ? side : null;
    }

    private (int Width, int Height) SlideSize()
    {
        if (_file.CountOf(_coords, "level0_width") is { } width && _file.CountOf(_coords, "level0_height") is { } height) return (width, height);
        return _file.CountOf(_coords, "patch_level") == 0 && _file.NumbersOf(_coords, "level_dim") is [> 0 and < int.MaxValue and var w, > 0 and < int.MaxValue and var h] ? ((int)w, (int)h) : (0, 0);
    }

    private static long[] Integers(IH5Dataset dataset) => (dataset.Type.Class, dataset.Type.Size) switch
    {
        (H5DataTypeClass.FixedPoint, 8) => dataset.Read<long[]>(),
        (H5DataTypeClass.FixedPoint, 4) => Array.ConvertAll(dataset.Read<int[]>(), value => (long)value),
        (H5DataTypeClass.FixedPoint, 2) => Array.ConvertAll(dataset.Read<short[]>(), value => (long)value),
        (H5DataTypeClass.FloatingPoint, 8) => Array.ConvertAll(dataset.Read<double[]>(), Whole),
        (H5DataTypeClass.FloatingPoint, 4) => Array.ConvertAll(dataset.Read<float[]>(), value => Whole(value)),
        _ => throw new FormatException("it holds neither integers nor floats"),
    };

    private static long Whole(double value) => double.IsFinite(value) ? (long)Math.Round(Math.Clamp(value, long.MinValue / 2, long.MaxValue / 2)) : throw new FormatException("a corner is no number");
}
