using PureHDF;
using PureHDF.Selections;

namespace Concord;

/// <summary>
/// An HDF5 file of one slide's features, as TRIDENT and CLAM write them: dataset `features` (N x D, float32 or float16) with `coords` in the same file or in one of its own;
/// or, for a vector of the whole slide, `features` of D or 1 x D, whose `coords` are those of the tiles that went into it, if any.
/// </summary>
internal sealed class Hdf5FeatureFile : IFeatureFile
{
    private readonly Hdf5Container _file;
    private readonly Hdf5Container? _coordsFile;
    private readonly IH5Dataset _features;
    private readonly bool _flat;

    internal Hdf5FeatureFile(string path, string? coordsPath)
    {
        Files = coordsPath is null ? [path] : [path, coordsPath];
        _file = new Hdf5Container(path);
        try
        {
            _coordsFile = coordsPath is null ? null : new Hdf5Container(coordsPath);
            _features = _file.Find("features") ?? throw _file.Refused("it has no `features`");
            _flat = _features.Space.Dimensions.Length == 1;
            Slides = [_file.Reading(ReadHeader, "its header cannot be read")];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<FeatureHeader> Slides { get; }

    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<string> UnusedColumns => [];

    public IReadOnlyList<TileSpot> ReadSpots(FeatureHeader slide)
    {
        var own = Hdf5Coordinates.Find(_file)?.Read(slide.Rows);
        var corners = _coordsFile is null ? own! : Hdf5Coordinates.Find(_coordsFile)!.Read(slide.Rows);
        if (own is not null && !own.AsSpan().SequenceEqual(corners)) throw _file.Refused($"its `coords` are not those of {_coordsFile!.Path}; the two are of different runs");
        var spots = new TileSpot[slide.Rows];
        for (var i = 0; i < spots.Length; i++) spots[i] = new TileSpot(corners[2 * i], corners[(2 * i) + 1], null);
        return spots;
    }

    public float[] ReadVectors(FeatureHeader slide, int first, int count) => _file.Reading(() =>
    {
        HyperslabSelection rows = _flat ? new(1, [0], [(ulong)slide.Dimension]) : new(2, [(ulong)first, 0], [(ulong)count, (ulong)slide.Dimension]);
        return _features.Type.Size == 4 ? _features.Read<float[]>(rows) : Array.ConvertAll(_features.Read<Half[]>(rows), half => (float)half);
    }, "`features` cannot be read");

    public void Dispose()
    {
        _coordsFile?.Dispose();
        _file.Dispose();
    }

    private FeatureHeader ReadHeader()
    {
        var shape = _features.Space.Dimensions;
        if (shape.Length is not (1 or 2)) throw _file.Refused($"`features` has the shape {Hdf5Container.Text(shape)}; N x D is needed, one row a tile, or D for the whole slide");
        var (rows, dimension) = _flat ? (1, shape[0]) : (shape[0], shape[1]);
        FeatureLimits.Check(_file.Path, "`features`", rows, dimension);
        if (_features.Type.Class != H5DataTypeClass.FloatingPoint || _features.Type.Size is not (2 or 4)) throw _file.Refused("`features` holds no float32 or float16 elements");
        var coords = Coordinates();
        var whole = _flat || (rows == 1 && coords?.Rows != 1);
        if (coords is null && !whole) throw _file.Refused("it has no `coords`: features without the places of their tiles cannot be shown. Where they lie in files of their own, name the folder with --coords");
        var header = new FeatureHeader(Path.GetFileNameWithoutExtension(_file.Path), (int)rows, (int)dimension) { IsWholeSlide = whole, Encoder = _file.TextOf(_features, "encoder") };
        return coords?.Describe(header) ?? header;
    }

    private Hdf5Coordinates? Coordinates() => _coordsFile is null ? Hdf5Coordinates.Find(_file)
        : Hdf5Coordinates.Find(_coordsFile) ?? throw _file.Refused($"{_coordsFile.Path} has no `coords`");
}
