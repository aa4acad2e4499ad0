using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Concord.Cli.CommandLine;

namespace Concord.Cli.Queries;

/// <summary>
/// NumPy's .npy, as far as a query vector needs it: one row of little-endian float16, float32 or float64, shape (d,) or (1, d).
/// Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
/// </summary>
internal static partial class NpyFile
{
    private const int LongestVector = 1 << 20;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    internal static float[] ReadOne(string path)
    {
        using var file = File.OpenRead(path);
        var header = ReadHeader(file, path);
        var type = Descr().Match(header).Groups[1].Value;
        var width = type switch { "<f2" => 2, "<f4" => 4, "<f8" => 8, _ => 0 };
        if (width == 0) throw new UsageException($"{path} has elements of type \"{type}\"; float16, float32 or float64 (little-endian) is needed.");
        var count = Count(path, header);
        var bytes = new byte[count * width];
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw Broken(path, "it ends before its last element");
        return Convert(bytes, width, count);
    }

    private static string ReadHeader(FileStream file, string path)
    {
        Span<byte> start = stackalloc byte[12];
        if (file.ReadAtLeast(start, 12, throwOnEndOfStream: false) < 12 || !start[..6].SequenceEqual(Magic)) throw Broken(path, "it does not begin as one");
        var wide = start[6] >= 2;
        var length = wide ? BinaryPrimitives.ReadInt32LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (length is < 1 or > 65535) throw Broken(path, "its header has an impossible length");
        file.Position = wide ? 12 : 10;
        var header = new byte[length];
        if (file.ReadAtLeast(header, length, throwOnEndOfStream: false) < length) throw Broken(path, "it ends inside its header");
        return Encoding.UTF8.GetString(header);
    }

    private static int Count(string path, string header)
    {
        var shape = Shape().Match(header).Groups[1].Value;
        var sides = shape.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        long count = 1;
        foreach (var side in sides)
        {
            if (!long.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var length)) throw Broken(path, "its shape cannot be read");
            count = Math.Min(count * length, int.MaxValue);
        }

        if (sides.Length == 0 || count == 0) throw new UsageException($"{path} has no elements.");
        if (sides.Length > 2 || (sides.Length == 2 && sides[0] != "1"))
        {
            throw new UsageException($"{path} has the shape ({shape}); one vector is needed.", "Save one row of it, for example numpy.save(\"query.npy\", a[0]).");
        }

        return count <= LongestVector ? (int)count : throw new UsageException($"{path} has {count} elements, too many for one vector.");
    }

    private static float[] Convert(byte[] bytes, int width, int count)
    {
        var vector = new float[count];
        for (var i = 0; i < count; i++)
        {
            var element = bytes.AsSpan(i * width);
            vector[i] = width switch
            {
                2 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                4 => BinaryPrimitives.ReadSingleLittleEndian(element),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
            };
        }

        return vector;
    }

    private static UsageException Broken(string path, string why) => new($"{path} is not a NumPy array file: {why}.");

    [GeneratedRegex("'descr':\\s*'([^']*)'")]
    private static partial Regex Descr();

    [GeneratedRegex("'shape':\\s*\\(([^)]*)\\)")]
    private static partial Regex Shape();
}
