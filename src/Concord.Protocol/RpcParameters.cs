using MessagePack;

namespace Concord.Protocol;

/// <summary>
/// The params of a request, or the result of one: text keys and their values, read whole. All but bin is bounded, so that what a request may make the reader allocate is too.
/// A value of another type than asked for, or one that is missing and has no default, is a <see cref="RpcException"/> with the code "bad_argument".
/// </summary>
public sealed class RpcParameters
{
    private readonly Dictionary<string, object?> _values = [];
    private readonly RpcParameters? _outer;
    private readonly string _key;

    private RpcParameters(RpcParameters? outer, string key) => (_outer, _key) = (outer, key);

    public static RpcParameters None { get; } = new(null, "");

    /// <summary>Put together only for an error: kept with each map, a long key with many maps in it would take hundreds of megabytes.</summary>
    private string Path => _outer is null ? "" : $"{_outer.Path}{_key}.";

    /// <summary>
    /// Reads a map. `map` has gone through <see cref="RpcMessage.Parse"/>; bin values point into it. Throws <see cref="RpcException"/> ("too_large") when what is
    /// no bin takes more than `controlBytes`, <see cref="ProtocolException"/> for what is no map with text keys.
    /// </summary>
    public static RpcParameters Parse(ReadOnlyMemory<byte> map, int controlBytes)
    {
        var reader = new MessagePackReader(map);
        var budget = controlBytes;
        return Reading.Guard(ref reader, (ref MessagePackReader reader) =>
        {
            return ReadMap(ref reader, map, ref budget, null, "");
        });
    }

    /// <summary>The keys that are there.</summary>
    public IEnumerable<string> Names => _values.Keys;

    public bool Has(string name) => _values.GetValueOrDefault(name) is not null;

    public bool IsText(string name) => _values.GetValueOrDefault(name) is string;

    public string Text(string name) => Find<string>(name, "text") ?? throw Missing(name);

    public string? TextOrNull(string name) => Find<string>(name, "text");

    public bool Flag(string name, bool otherwise = false) => Find<bool?>(name, "true or false") ?? otherwise;

    public long? WholeNumber(string name) => _values.GetValueOrDefault(name) switch
    {
        null => null,
        long whole => whole,
        double number when Math.Abs(number) < 1L << 53 && Math.Truncate(number) == number => (long)number,
        _ => throw Wrong(name, "a whole number"),
    };

    /// <summary>A whole number within bounds.</summary>
    public int Count(string name, int otherwise, int least, int most) => WholeNumber(name) switch
    {
        null => otherwise,
        { } whole when whole >= least && whole <= most => (int)whole,
        { } whole => throw new RpcException("bad_argument", $"{Path}{name} is {whole}; it must be {least} to {most}"),
    };

    public double? Number(string name) => _values.GetValueOrDefault(name) switch
    {
        null => null,
        long whole => whole,
        double number when double.IsFinite(number) => number,
        _ => throw Wrong(name, "a finite number"),
    };

    public ReadOnlyMemory<byte> Bytes(string name) => Find<ReadOnlyMemory<byte>?>(name, "bin") ?? throw Missing(name);

    /// <summary>Null where it is missing.</summary>
    public RpcParameters? Map(string name) => Find<RpcParameters>(name, "a map");

    /// <summary>Empty where it is missing.</summary>
    public IReadOnlyList<string> Texts(string name) => List<string>(name, "a list of texts");

    public IReadOnlyList<long> WholeNumbers(string name) => List<long>(name, "a list of whole numbers");

    public IReadOnlyList<RpcParameters> Maps(string name) => List<RpcParameters>(name, "a list of maps");

    private IReadOnlyList<T> List<T>(string name, string wanted)
    {
        var list = Find<List<object?>>(name, wanted);
        if (list is null) return [];
        return [.. list.Select(value => value is T item ? item : throw Wrong(name, wanted))];
    }

    private T? Find<T>(string name, string wanted) => _values.GetValueOrDefault(name) switch
    {
        null => default,
        T value => value,
        _ => throw Wrong(name, wanted),
    };

    private RpcException Missing(string name) => new("bad_argument", $"{Path}{name} is missing");

    private RpcException Wrong(string name, string wanted) => new("bad_argument", $"{Path}{name} is not {wanted}");

    private static RpcParameters ReadMap(ref MessagePackReader reader, ReadOnlyMemory<byte> all, ref int budget, RpcParameters? outer, string name)
    {
        var start = reader.Consumed;
        var count = reader.ReadMapHeader();
        Spend(ref budget, reader.Consumed - start);
        var read = new RpcParameters(outer, name);
        for (var i = 0; i < count; i++)
        {
            start = reader.Consumed;
            var key = reader.ReadString() ?? throw new ProtocolException(ProtocolError.WrongType, "a key is text");
            Spend(ref budget, reader.Consumed - start);
            if (!read._values.TryAdd(key, ReadValue(ref reader, all, ref budget, read, key))) throw new ProtocolException(ProtocolError.WrongType, $"the key {key} stands twice");
        }

        return read;
    }

    private static object? ReadValue(ref MessagePackReader reader, ReadOnlyMemory<byte> all, ref int budget, RpcParameters outer, string key)
    {
        var start = reader.Consumed;
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Map: return ReadMap(ref reader, all, ref budget, outer, key);
            case MessagePackType.Array: return ReadList(ref reader, all, ref budget, outer, key);
            case MessagePackType.Binary:
                var bytes = (int)(reader.ReadBytes()?.Length ?? 0);
                Spend(ref budget, reader.Consumed - start - bytes);
                return all.Slice((int)reader.Consumed - bytes, bytes);
        }

        object? value = reader.NextMessagePackType switch
        {
            MessagePackType.Nil => Nil(ref reader),
            MessagePackType.Boolean => reader.ReadBoolean(),
            MessagePackType.Integer => reader.ReadInt64(),
            MessagePackType.Float => reader.ReadDouble(),
            MessagePackType.String => reader.ReadString(),
            _ => throw new ProtocolException(ProtocolError.WrongType, "a value is of a type that this protocol does not use"),
        };
        Spend(ref budget, reader.Consumed - start);
        return value;
    }

    private static List<object?> ReadList(ref MessagePackReader reader, ReadOnlyMemory<byte> all, ref int budget, RpcParameters outer, string key)
    {
        var start = reader.Consumed;
        var count = reader.ReadArrayHeader();
        Spend(ref budget, reader.Consumed - start);
        var list = new List<object?>();
        for (var i = 0; i < count; i++) list.Add(ReadValue(ref reader, all, ref budget, outer, key));
        return list;
    }

    private static object? Nil(ref MessagePackReader reader)
    {
        reader.ReadNil();
        return null;
    }

    /// <summary>Heads of arrays, maps and bin values count too: an empty one costs a byte to send and an object to keep.</summary>
    private static void Spend(ref int budget, long bytes)
    {
        budget -= (int)bytes;
        if (budget < 0) throw new RpcException("too_large", "the params are too large; only bin values may be large");
    }
}
