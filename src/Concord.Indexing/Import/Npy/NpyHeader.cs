using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Concord.Indexing;

/// <summary>
/// The header of NumPy's .npy, versions 1 to 3: magic, version, length, and a Python dictionary of descr, fortran_order and shape.
/// Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
/// </summary>
/// <param name="Shape">Sides, of which each is at least 0; their product may be anything.</param>
/// <param name="ElementBytes">2, 4 or 8: float16, float32 or float64, little-endian.</param>
/// <param name="DataOffset">Where the elements begin, in bytes.</param>
internal sealed partial record NpyHeader(long[] Shape, int ElementBytes, long DataOffset)
{
    private const int LongestHeader = 1 << 16;

    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    internal static NpyHeader Read(Stream file, string path)
    {
        Span<byte> start = stackalloc byte[12];
        if (file.ReadAtLeast(start, 12, throwOnEndOfStream: false) < 12 || !start[..6].SequenceEqual(Magic)) throw Broken(path, "it does not begin as one");
        if (start[6] is < 1 or > 3) throw Broken(path, $"its version {start[6]}.{start[7]} is not known");
        var prefix = start[6] == 1 ? 10 : 12;
        var length = prefix == 10 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length is 0 or > LongestHeader) throw Broken(path, $"its header claims {length} bytes");
        var text = new byte[length];
        file.Position = prefix;
        if (file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length) throw Broken(path, "it ends inside its header");
        return Parse(Encoding.Latin1.GetString(text), prefix + length, path);
    }

    private static NpyHeader Parse(string text, long offset, string path)
    {
        var match = Dictionary().Match(text);
        if (!match.Success) throw Broken(path, Structured().IsMatch(text) ? "its elements are records; an array of plain numbers is needed" : "its header cannot be read");
        var fields = Field().Matches(match.Groups[1].Value).ToLookup(field => field.Groups[1].Value, field => field.Groups[2].Value);
        if (fields["descr"].Count() != 1 || fields["fortran_order"].Count() != 1 || fields["shape"].Count() != 1) throw Broken(path, "its header cannot be read");
        var shape = Sides(fields["shape"].Single(), path);
        if (fields["fortran_order"].Single() == "True" && shape.Length > 1)
            throw new FeatureFileException(path, "its elements lie column by column (Fortran order); save numpy.ascontiguousarray of it");
        return new NpyHeader(shape, Width(fields["descr"].Single().Trim('\'', '"'), path), offset);
    }

    private static long[] Sides(string tuple, string path)
    {
        var sides = tuple[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.ConvertAll(sides, side => long.TryParse(side.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length
            : throw Broken(path, $"its shape {tuple} cannot be read"));
    }

    private static int Width(string descr, string path) => descr switch
    {
        "<f2" => 2,
        "<f4" => 4,
        "<f8" => 8,
        _ => throw new FeatureFileException(path, $"it has elements of type \"{descr}\"; float16, float32 or float64 (little-endian) is needed"),
    };

    private static FeatureFileException Broken(string path, string why) => new(path, $"it is not a NumPy array file that can be read: {why}");

    [GeneratedRegex("^\\{((?:\\s*'(?:descr|fortran_order|shape)'\\s*:\\s*(?:'[^']*'|True|False|\\([\\d\\sL,]*\\))\\s*,?){3})\\s*\\}\\s*$")]
    private static partial Regex Dictionary();

    [GeneratedRegex("'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([\\d\\sL,]*\\))")]
    private static partial Regex Field();

    [GeneratedRegex("'descr'\\s*:\\s*\\[")]
    private static partial Regex Structured();
}
