using MessagePack;

namespace Concord.Protocol;

/// <summary>
/// The params of a request: text keys and their values, read whole. All but bin is bounded, so that what a request may make the reader allocate is too.
/// A value of another type than asked for, or one that is missing and has no default, is a <see cref="RpcException"/> with the code "bad_argument".
/// </summary>
public sealed class RpcParameters
{
    private readonly Dictionary<string, object?> _values;
    private readonly string _path;

    private RpcParameters(Dictionary<string, object?> values, string path) => (_values, _path) = (values, path);

    public static RpcParameters None { get; } = new([], "");

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
            if (reader.TryReadNil()) return None;
            if (reader.NextMessagePackType != MessagePackType.Map) throw new ProtocolException(ProtocolError.WrongType, "params are a map");
            return ReadMap(ref reader, map, ref budget, "");
        });
    }

    /// <summary>The keys that are there.</summary>
    public IEnumerable<string> Names => _values.Keys;

    public bool Has(string name) => _values.GetValueOrDefault(name) is not null;

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
        { } whole => throw new RpcException("bad_argument", $"{_path}{name} is {whole}; it must be {least} to {most}"),
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

    private RpcException Missing(string name) => new("bad_argument", $"{_path}{name} is missing");

    private RpcException Wrong(string name, string wanted) => new("bad_argument", $"{_path}{name} is not {wanted}");

    private static RpcParameters ReadMap(ref MessagePackReader reader, ReadOnlyMemory<byte> all, ref int budget, string path)
    {
        var count = reader.ReadMapHeader();
        var values = new Dictionary<string, object?>();
        for (var i = 0; i < count; i++)
        {
            var key = reader.ReadString() ?? throw new ProtocolException(ProtocolError.WrongType, "a key is text");
            Spend(ref budget, key.Length + 1);
            if (!values.TryAdd(key, ReadValue(ref reader, all, ref budget, $"{path}{key}."))) throw new ProtocolException(ProtocolError.WrongType, $"the key {key} stands twice");
        }

        return new RpcParameters(values, path);
    }

    private static object? ReadValue(ref MessagePackReader reader, ReadOnlyMemory<byte> all, ref int budget, string path)
    {
        var start = (int)reader.Consumed;
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Map: return ReadMap(ref reader, all, ref budget, path);
            case MessagePackType.Array: return ReadList(ref reader, all, ref budget, path);
            case MessagePackType.Binary:
                var bytes = (int)(reader.ReadBytes()?.Length ?? 0);
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
        Spend(ref budget, (int)reader.Consumed - start);
        return value;
    }

    private static List<object?> ReadList(ref MessagePackReader reader, ReadOnlyMemory<byte> all, ref int budget, string path)
    {
        var count = reader.ReadArrayHeader();
        var list = new List<object?>();
        for (var i = 0; i < count; i++) list.Add(ReadValue(ref reader, all, ref budget, path));
        return list;
    }

    private static object? Nil(ref MessagePackReader reader)
    {
        reader.ReadNil();
        return null;
    }

    private static void Spend(ref int budget, int bytes)
    {
        budget -= bytes;
        if (budget < 0) throw new RpcException("too_large", "the params are too large; only bin values may be large");
    }
}
