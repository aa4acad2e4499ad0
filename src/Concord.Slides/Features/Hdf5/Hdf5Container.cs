using System.Diagnostics.CodeAnalysis;
using PureHDF;
using PureHDF.VOL.Native;

namespace Concord;

/// <summary>An open HDF5 file: datasets and attributes by name. Whatever PureHDF throws for a damaged file becomes a <see cref="FeatureFileException"/>.</summary>
internal sealed class Hdf5Container : IDisposable
{
    private readonly NativeFile _file;

    internal Hdf5Container(string path)
    {
        Path = path;
        _file = Reading(() => H5File.OpenRead(path), "it is no HDF5 file, or damaged");
    }

    internal string Path { get; }

    internal IH5Dataset? Find(string name) => Reading(() => _file.LinkExists(name) ? _file.Dataset(name) : null, $"`{name}` cannot be opened");

    /// <summary>The numbers of an attribute, by its own type: files in the wild hold these as integers and floats, alone and in pairs. Null when there are none.</summary>
    internal double[]? NumbersOf(IH5Object owner, string name) => Reading(() =>
    {
        if (!owner.AttributeExists(name)) return null;
        var attribute = owner.Attribute(name);
        if (attribute.Space.Dimensions.Aggregate(1UL, (all, side) => all * side) > 16) return null;
        return (attribute.Type.Class, attribute.Type.Size) switch
        {
            (H5DataTypeClass.FixedPoint, 8) => Array.ConvertAll(attribute.Read<long[]>(), value => (double)value),
            (H5DataTypeClass.FixedPoint, 4) => Array.ConvertAll(attribute.Read<int[]>(), value => (double)value),
            (H5DataTypeClass.FloatingPoint, 8) => attribute.Read<double[]>(),
            (H5DataTypeClass.FloatingPoint, 4) => Array.ConvertAll(attribute.Read<float[]>(), value => (double)value),
            _ => null,
        };
    }, $"its attribute `{name}` cannot be read");

    /// <summary>A number that counts pixels; null where there is none that could.</summary>
    internal int? CountOf(IH5Object owner, string name) => NumbersOf(owner, name) is [var value, ..] && value is >= 0 and < int.MaxValue ? (int)value : null;

    internal string? TextOf(IH5Object owner, string name) => Reading(() =>
    {
        if (!owner.AttributeExists(name)) return null;
        var attribute = owner.Attribute(name);
        if (attribute.Type.Class is not (H5DataTypeClass.String or H5DataTypeClass.VariableLength)) return null;
        // TRIDENT writes Python's None as the text "None".
        return attribute.Read<string>() is { Length: > 0 } text && text != "None" ? text : null;
    }, $"its attribute `{name}` cannot be read");

    [SuppressMessage("Design", "CA1031", Justification = "PureHDF throws exceptions of many kinds for damaged files; each is the file's fault.")]
    internal T Reading<T>(Func<T> read, string failure)
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

    internal FeatureFileException Refused(string reason, Exception? inner = null) => new(Path, reason, inner);

    public void Dispose() => _file.Dispose();

    internal static string Text(ulong[] shape) => shape.Length == 0 ? "of a single value" : string.Join(" x ", shape);
}
