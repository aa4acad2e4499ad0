using System.Diagnostics.CodeAnalysis;
using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;

namespace Concord.Indexing;

/// <summary>
/// An HDF5 file of one slide's tile features, as TRIDENT and CLAM write them: dataset `features` (N × D, float32 or float16) and `coords` (N × 2, the tiles' top left
/// corners in level-0 pixels). TRIDENT's attributes are used where they are; CLAM's files have none. Every failure is a <see cref="FeatureFileException"/>.
/// </summary>
internal sealed class FeatureFile : IDisposable
{
    /// <summary>More than any slide has, and little enough that a file cannot ask for memory without end.</summary>
    private const long MostRows = 5_000_000;

    private const int MostDimensions = 65_536;

    private readonly string _path;
    private readonly NativeFile _file;
    private readonly IH5Dataset _features;
    private readonly int _elementBytes;

    [SuppressMessage("Design", "CA1031", Justification = "PureHDF throws exceptions of many kinds for damaged files; each is the file's fault.")]
    private FeatureFile(string path)
    {
        _path = path;
        _file = Reading(() => H5File.OpenRead(path), "it is no HDF5 file, or damaged");
        try
        {
            _features = Dataset("features");
            (Header, _elementBytes) = Reading(ReadHeader, "its header cannot be read");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    internal FeatureHeader Header { get; }

    internal static FeatureFile Open(string path)
    {
        if (!File.Exists(path)) throw new FeatureFileException(path, "there is no such file");
        return new FeatureFile(path);
    }

    /// <summary>Corners of all tiles, x and y in turn, in level-0 pixels.</summary>
    internal int[] ReadCorners()
    {
        var coords = Dataset("coords");
        var shape = coords.Space.Dimensions;
        if (shape.Length != 2 || shape[1] != 2) throw Refused($"`coords` has the shape {Text(shape)}; N x 2 is needed");
        if (shape[0] != (ulong)Header.Rows) throw Refused($"`coords` has {shape[0]} rows and `features` {Header.Rows}");
        var corners = Reading(() => Integers(coords), "`coords` cannot be read");
        for (var i = 0; i < corners.Length; i++)
        {
            if (corners[i] is < 0 or > int.MaxValue / 2) throw Refused($"tile {i / 2} lies at {corners[i]}, which is on no slide");
        }

        return Array.ConvertAll(corners, value => (int)value);
    }

    /// <summary>Rows first … first + count − 1; refuses elements that are not finite, naming the tile.</summary>
    internal float[] ReadVectors(int first, int count)
    {
        var vectors = Reading(() => Rows(first, count), "`features` cannot be read");
        var bad = Array.FindIndex(vectors, value => !float.IsFinite(value));
        if (bad >= 0) throw Refused($"the vector of tile {first + (bad / Header.Dimension)} has {vectors[bad]} at element {bad % Header.Dimension}");
        return vectors;
    }

    public void Dispose() => _file.Dispose();

    private float[] Rows(int first, int count)
    {
        var rows = new HyperslabSelection(2, [(ulong)first, 0], [(ulong)count, (ulong)Header.Dimension]);
        return _elementBytes == 4 ? _features.Read<float[]>(rows) : Array.ConvertAll(_features.Read<Half[]>(rows), half => (float)half);
    }

    private (FeatureHeader Header, int ElementBytes) ReadHeader()
    {
        var shape = _features.Space.Dimensions;
        if (shape.Length != 2) throw Refused($"`features` has the shape {Text(shape)}; N x D is needed, one row a tile");
        if (shape[0] > MostRows || shape[1] is 0 or > MostDimensions) throw Refused($"`features` claims the shape {Text(shape)}");
        if (_features.Type.Class != H5DataTypeClass.FloatingPoint || _features.Type.Size is not (2 or 4)) throw Refused("`features` holds no float32 or float16 elements");
        var coords = _file.LinkExists("coords") ? _file.Dataset("coords") : throw Refused("it has no `coords`: features without the places of their tiles cannot be shown");
        return (new FeatureHeader(TextOf(coords, "name") ?? Path.GetFileNameWithoutExtension(_path), (int)shape[0], (int)shape[1])
        {
            Encoder = TextOf(_features, "encoder"),
            PatchSize = NumberOf(coords, "patch_size"),
            PatchSizeLevel0 = NumberOf(coords, "patch_size_level0"),
            TargetMagnification = NumberOf(coords, "target_magnification"),
            SlideWidth = NumberOf(coords, "level0_width") ?? 0,
            SlideHeight = NumberOf(coords, "level0_height") ?? 0,
        }, _features.Type.Size);
    }

    private IH5Dataset Dataset(string name) => Reading(
        () => _file.LinkExists(name) ? _file.Dataset(name) : throw Refused($"it has no `{name}`"), $"`{name}` cannot be opened");

    private static long[] Integers(IH5Dataset dataset) => dataset.Type.Size switch
    {
        8 => dataset.Read<long[]>(),
        4 => Array.ConvertAll(dataset.Read<int[]>(), value => (long)value),
        2 => Array.ConvertAll(dataset.Read<short[]>(), value => (long)value),
        _ => throw new FormatException("integers of an unknown size"),
    };

    /// <summary>By the attribute's own type: files in the wild hold these as text, integers and floats.</summary>
    private static int? NumberOf(IH5Object owner, string name)
    {
        if (!owner.AttributeExists(name)) return null;
        var attribute = owner.Attribute(name);
        double? value = (attribute.Type.Class, attribute.Type.Size) switch
        {
            (H5DataTypeClass.FixedPoint, 8) => attribute.Read<long>(),
            (H5DataTypeClass.FixedPoint, 4) => attribute.Read<int>(),
            (H5DataTypeClass.FloatingPoint, 8) => attribute.Read<double>(),
            (H5DataTypeClass.FloatingPoint, 4) => attribute.Read<float>(),
            _ => null,
        };
        return value is >= 0 and < int.MaxValue ? (int)value : null;
    }

    private static string? TextOf(IH5Object owner, string name)
    {
        if (!owner.AttributeExists(name)) return null;
        var attribute = owner.Attribute(name);
        if (attribute.Type.Class is not (H5DataTypeClass.String or H5DataTypeClass.VariableLength)) return null;
        // TRIDENT writes Python's None as the text "None".
        return attribute.Read<string>() is { Length: > 0 } text && text != "None" ? text : null;
    }

    [SuppressMessage("Design", "CA1031", Justification = "PureHDF throws exceptions of many kinds for damaged files; each is the file's fault.")]
    private T Reading<T>(Func<T> read, string failure)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not FeatureFileException and not OutOfMemoryException)
        {
            throw Refused($"{failure} ({e.Message.Split('\n')[0]})", e);
        }
    }

    private FeatureFileException Refused(string reason, Exception? inner = null) => new(_path, reason, inner);

    private static string Text(ulong[] shape) => shape.Length == 0 ? "of a single value" : string.Join(" x ", shape);
}
