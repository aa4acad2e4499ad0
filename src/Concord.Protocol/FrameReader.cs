using System.Buffers.Binary;
using System.Diagnostics;

namespace Concord.Protocol;

/// <summary>Reads frames: a length of 4 bytes, big-endian, then a body of that many. Does not own the stream; one thread at a time.</summary>
public sealed class FrameReader(Stream stream, FrameLimits limits)
{
    private const int HeaderBytes = 4;
    private const int FirstRoom = 64 * 1024;

    /// <summary>More room than this is given back once it is used: frames as large are few, and every connection has a reader.</summary>
    private const int KeptRoom = 1 << 20;

    private byte[] _body = [];
    private long _began;

    /// <summary>Since when a frame is coming in that is not whole yet; null between frames. Any thread.</summary>
    public TimeSpan? UnderWay => Volatile.Read(ref _began) is var began and not 0 ? Stopwatch.GetElapsedTime(began) : null;

    /// <summary>
    /// The next body, valid until the next call; null where the stream ends between frames. Throws <see cref="ProtocolException"/> when it ends within
    /// one, or the length is 0 or above the limit, and what the stream throws.
    /// </summary>
    public ReadOnlyMemory<byte>? Read()
    {
        if (_body.Length > KeptRoom) _body = [];
        Span<byte> header = stackalloc byte[HeaderBytes];
        var got = stream.Read(header);
        if (got == 0) return null;
        Volatile.Write(ref _began, Stopwatch.GetTimestamp());
        got += stream.ReadAtLeast(header[got..], HeaderBytes - got, throwOnEndOfStream: false);
        if (got < HeaderBytes) throw Truncated(HeaderBytes, got);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        limits.CheckLength(length);
        ReadBody((int)length);
        Volatile.Write(ref _began, 0);
        return _body.AsMemory(0, (int)length);
    }

    /// <summary>Room grows with what arrives, so that a length alone, however large, costs nothing.</summary>
    private void ReadBody(int length)
    {
        for (var filled = 0; filled < length;)
        {
            if (filled == _body.Length) Array.Resize(ref _body, Math.Max(FirstRoom, (int)Math.Min(2L * filled, limits.MaxBytes)));
            var got = stream.Read(_body, filled, Math.Min(length, _body.Length) - filled);
            if (got == 0) throw Truncated(length, filled);
            filled += got;
        }
    }

    private static ProtocolException Truncated(int wanted, int got) =>
        new(ProtocolError.Truncated, $"the stream ended after {got} of {wanted} bytes");
}
