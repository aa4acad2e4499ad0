using System.Buffers;
using System.Buffers.Binary;
using MessagePack;

namespace Concord.Protocol;

/// <summary>Writes frames, each by one write to the stream. Does not own the stream; one thread at a time.</summary>
public sealed class FrameWriter(Stream stream, FrameLimits limits) : IBufferWriter<byte>
{
    private const int HeaderBytes = 4;
    private const int LeastRoom = 256;

    /// <summary>More room than this is given back once it is used: frames as large are few, and every connection has a writer.</summary>
    private const int KeptRoom = 1 << 20;

    private byte[] _frame = new byte[HeaderBytes + LeastRoom];
    private int _filled = HeaderBytes;

    /// <summary>Starts a new body; what was written and not sent is forgotten. Flush the writer before <see cref="Send"/>.</summary>
    public MessagePackWriter Begin()
    {
        Clear();
        return new MessagePackWriter(this);
    }

    /// <summary>Sends the body. Throws <see cref="ProtocolException"/>, and sends nothing, when it is above the limit, and what the stream throws.</summary>
    public void Send()
    {
        var length = _filled - HeaderBytes;
        limits.CheckLength((uint)length);
        BinaryPrimitives.WriteInt32BigEndian(_frame, length);
        stream.Write(_frame, 0, _filled);
        stream.Flush();
        Clear();
    }

    public void Advance(int count) => _filled += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var room = Math.Max(sizeHint, LeastRoom);
        if (_frame.Length - _filled < room) Array.Resize(ref _frame, checked(Math.Max(2 * _frame.Length, _filled + room)));
        return _frame.AsMemory(_filled);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private void Clear()
    {
        _filled = HeaderBytes;
        if (_frame.Length > KeptRoom) _frame = new byte[HeaderBytes + LeastRoom];
    }
}
