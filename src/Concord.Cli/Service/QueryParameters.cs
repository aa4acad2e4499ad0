using System.Runtime.InteropServices;
using Concord.Cli.Queries;
using Concord.Protocol;

namespace Concord.Cli.Service;

/// <summary>Reads what is looked for out of a request's parameters.</summary>
internal static class QueryParameters
{
    private const int LargestSide = 16384;
    private static readonly string[] Kinds = ["vector", "pixels", "tile", "image"];

    /// <summary>One of vector, pixels, tile and image.</summary>
    internal static Query Query(ServedEngine engine, Collection collection, Space space, RpcParameters parameters, CancellationToken cancel)
    {
        var given = Kinds.Where(parameters.Has).ToList();
        if (given.Count != 1) throw new RpcException("bad_argument", "give one of vector, pixels, tile and image");
        return given[0] switch
        {
            "vector" => QuerySource.FromElements(collection, space, Vector(parameters.Map("vector")!), "the vector", parameters.Map("vector")!.TextOrNull("space")),
            "pixels" => QuerySource.FromPixels(collection, space, Pixels(parameters.Map("pixels")!), engine.Models.For(space, cancel), "the pixels"),
            "tile" => QuerySource.FromTile(collection, space, parameters.WholeNumber("tile")!.Value),
            _ => Image(engine, collection, space, parameters, cancel),
        };
    }

    internal static RgbImage Pixels(RpcParameters pixels)
    {
        var (width, height) = (pixels.Count("width", 0, 1, LargestSide), pixels.Count("height", 0, 1, LargestSide));
        var data = pixels.Bytes("data");
        if (width < 1 || height < 1) throw new RpcException("bad_argument", "pixels need a width and a height");
        if (data.Length != 3L * width * height) throw new RpcException("bad_argument", $"pixels.data has {data.Length} bytes; {width} x {height} x 3 are {3L * width * height}");
        return new RgbImage(width, height, data.ToArray());
    }

    internal static SlideRegion? Region(RpcParameters parameters)
    {
        if (!parameters.Has("region")) return null;
        return parameters.WholeNumbers("region") is [var x, var y, var width, var height] && Math.Max(Math.Abs(x), Math.Abs(y)) <= int.MaxValue && width is >= 1 and <= int.MaxValue && height is >= 1 and <= int.MaxValue
            ? new SlideRegion(x, y, width, height)
            : throw new RpcException("bad_argument", "region is [x, y, width, height] in level-0 pixels, width and height 1 or more");
    }

    internal static Exclusion Excluded(RpcParameters parameters) => Word(parameters, "exclude", Exclusion.Patient);

    internal static bool? Exact(RpcParameters parameters) => parameters.TextOrNull("mode") switch
    {
        null or "auto" => null,
        "exact" => true,
        "ann" => false,
        var other => throw new RpcException("bad_argument", $"mode cannot be \"{other}\"; use auto, exact or ann"),
    };

    /// <summary>A word of an enumeration.</summary>
    internal static T Word<T>(RpcParameters parameters, string name, T otherwise)
        where T : struct, Enum
    {
        if (parameters.TextOrNull(name) is not { } word) return otherwise;
        foreach (var value in Enum.GetValues<T>())
        {
            if (System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()) == word) return value;
        }

        var words = Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName);
        throw new RpcException("bad_argument", $"{name} cannot be \"{word}\"; use {string.Join(", ", words)}");
    }

    private static float[] Vector(RpcParameters vector)
    {
        if (vector.TextOrNull("dtype") is { } type && type != "f32") throw new RpcException("bad_argument", $"vector.dtype is \"{type}\"; it must be f32");
        var data = vector.Bytes("data");
        if (data.Length % sizeof(float) != 0) throw new RpcException("bad_argument", $"vector.data has {data.Length} bytes, which are no float32 elements");
        return MemoryMarshal.Cast<byte, float>(data.Span).ToArray();
    }

    private static Query Image(ServedEngine engine, Collection collection, Space space, RpcParameters parameters, CancellationToken cancel)
    {
        var path = engine.Files.Find(parameters.Text("image"));
        return Region(parameters) is { } region
            ? QuerySource.FromRegion(collection, space, path, region, parameters.Number("mpp"), engine.Models.For(space, cancel), engine.Pixels.Slides)
            : QuerySource.FromImage(collection, space, path, null, engine.Models.For(space, cancel), engine.Pixels.Slides);
    }
}
