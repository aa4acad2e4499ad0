using System.Buffers.Binary;

namespace Concord.Indexing;

/// <summary>
/// NumPy's .npy of float16, float32 or float64 (little-endian, C order) with one or two axes, read in blocks of rows. Every failure is a <see cref="FeatureFileException"/>; a header may claim
/// any size, nothing is allocated for it. Used by one thread.
/// </summary>
public sealed class NpyArray : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly NpyHeader _header;

    /// <summary>Opens the file and checks that all elements of its shape are there.</summary>
    public NpyArray(string path)
    {
        _path = path;
        _file = Reading(() => new FileStream(path, FileMode.Open, FileAccess.Read));
        try
        {
            _header = Reading(() => NpyHeader.Read(_file, path));
            if (_header.Shape.Length is not (1 or 2)) throw new FeatureFileException(path, $"it has {_header.Shape.Length} axes; one or two are needed");
            CheckLength();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Rows; 1 when there is one axis.</summary>
    public long Rows => _header.Shape.Length == 1 ? 1 : _header.Shape[0];

    /// <summary>Elements a row.</summary>
    public long Columns => _header.Shape[^1];

    /// <summary>Rows first … first + count − 1, row by row. float64 is rounded to float32, beyond its range to infinity.</summary>
    public float[] Read(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, Rows);
        var (width, elements) = (_header.ElementBytes, checked((int)(count * Columns)));
        var bytes = new byte[checked(elements * width)];
        Reading(() =>
        {
            _file.Position = _header.DataOffset + (first * Columns * width);
            _file.ReadExactly(bytes);
            return true;
        });
        return Convert(bytes, width, elements);
    }

    public void Dispose() => _file.Dispose();

    private void CheckLength()
    {
        var (there, row) = (_file.Length - _header.DataOffset, (Int128)Columns * _header.ElementBytes);
        if (row > 0 && Rows > there / row) throw new FeatureFileException(_path, $"it ends before its last element: the shape {string.Join(" x ", _header.Shape)} needs more than the {there} bytes that are there");
    }

    private static float[] Convert(byte[] bytes, int width, int count)
    {
        var elements = new float[count];
        for (var i = 0; i < count; i++)
        {
            var element = bytes.AsSpan(i * width);
            elements[i] = width switch
            {
                2 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                4 => BinaryPrimitives.ReadSingleLittleEndian(element),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
            };
        }

        return elements;
    }

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FeatureFileException(_path, $"it cannot be read: {e.Message}", e);
        }
    }
}
