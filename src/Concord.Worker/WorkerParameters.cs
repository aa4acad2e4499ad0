using Concord.Protocol;

namespace Concord.Worker;

/// <summary>The parameters of all methods of a worker; each uses those it needs.</summary>
internal sealed record WorkerParameters
{
    internal string Path { get; private init; } = "";

    /// <summary>Empty: none.</summary>
    internal string Coords { get; private init; } = "";

    internal int First { get; private init; }

    internal int Count { get; private init; }

    internal long MaxPixels { get; private init; }

    internal int Offset { get; private init; }

    internal int Level { get; private init; }

    internal int Factor { get; private init; }

    internal long X { get; private init; }

    internal long Y { get; private init; }

    internal int Width { get; private init; }

    internal int Height { get; private init; }

    /// <summary>Throws <see cref="ProtocolException"/>: the parent is our own, and one that writes nonsense is not answered.</summary>
    internal static WorkerParameters Read(ReadOnlyMemory<byte> content)
    {
        var parameters = new WorkerParameters();
        var map = new MapReader(content);
        while (map.Next(out var key))
        {
            switch (key)
            {
                case "path": parameters = parameters with { Path = map.Text() }; break;
                case "coords": parameters = parameters with { Coords = map.Text() }; break;
                case "first": parameters = parameters with { First = Small(map.WholeNumber()) }; break;
                case "count": parameters = parameters with { Count = Small(map.WholeNumber()) }; break;
                case "max_pixels": parameters = parameters with { MaxPixels = map.WholeNumber() }; break;
                case "offset": parameters = parameters with { Offset = Small(map.WholeNumber()) }; break;
                case "level": parameters = parameters with { Level = Small(map.WholeNumber()) }; break;
                case "factor": parameters = parameters with { Factor = Small(map.WholeNumber()) }; break;
                case "x": parameters = parameters with { X = map.WholeNumber() }; break;
                case "y": parameters = parameters with { Y = map.WholeNumber() }; break;
                case "width": parameters = parameters with { Width = Small(map.WholeNumber()) }; break;
                case "height": parameters = parameters with { Height = Small(map.WholeNumber()) }; break;
                default: map.Skip(); break;
            }
        }

        return parameters;
    }

    private static int Small(long value) => value is >= int.MinValue and <= int.MaxValue
        ? (int)value
        : throw new ProtocolException(ProtocolError.WrongType, $"{value} is too large");
}
