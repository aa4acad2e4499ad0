using MessagePack;

namespace Concord.Protocol;

/// <summary>
/// Reads a string-keyed map key by key. Each value is read, or skipped, before the next key is asked for. All throw <see cref="ProtocolException"/> for a
/// value of another type. What it is made over has gone through <see cref="RpcMessage.Parse"/>, or comes out of such.
/// </summary>
public ref struct MapReader
{
    private MessagePackReader _reader;
    private int _left;

    public MapReader(ReadOnlyMemory<byte> map)
    {
        _reader = new MessagePackReader(map);
        _left = Reading.Guard(ref _reader, static (ref MessagePackReader reader) => reader.ReadMapHeader());
    }

    /// <summary>Goes to the next key; false when there is none.</summary>
    public bool Next(out string key)
    {
        key = string.Empty;
        if (_left == 0) return false;
        _left--;
        key = Text();
        return true;
    }

    public string Text() => Reading.Guard(ref _reader, static (ref MessagePackReader reader) => reader.ReadString())
        ?? throw new ProtocolException(ProtocolError.WrongType, "a message has nil where text belongs");

    public long WholeNumber() => Reading.Guard(ref _reader, static (ref MessagePackReader reader) => reader.ReadInt64());

    public double Number() => Reading.Guard(ref _reader, static (ref MessagePackReader reader) => reader.ReadDouble());

    /// <summary>Null for nil.</summary>
    public double? NumberOrNil() => _reader.TryReadNil() ? null : Number();

    public bool Flag() => Reading.Guard(ref _reader, static (ref MessagePackReader reader) => reader.ReadBoolean());

    /// <summary>The bytes of a bin, not copied.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var bytes = Reading.Guard(ref _reader, static (ref MessagePackReader reader) => reader.ReadBytes())
            ?? throw new ProtocolException(ProtocolError.WrongType, "a message has nil where bytes belong");
        return bytes.FirstSpan;
    }

    /// <summary>Enters an array: its length; that many values follow.</summary>
    public int Array() => Reading.Guard(ref _reader, static (ref MessagePackReader reader) => reader.ReadArrayHeader());

    /// <summary>Passes a value of any type, as those of unknown keys are.</summary>
    public void Skip() => Reading.Guard(ref _reader, static (ref MessagePackReader reader) =>
    {
        reader.Skip();
        return true;
    });
}
