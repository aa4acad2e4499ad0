using Concord.Protocol;

namespace Concord.Worker;

/// <summary>The pixels or numbers last asked for, sent piece by piece: in memory of its own that is used again, or a decoder's.</summary>
internal sealed class WorkerBytes
{
    private byte[] _own = [];
    private int _length;
    private IImageDecoder? _decoder;

    internal delegate void Reading(Span<byte> bytes);

    /// <summary>Throws <see cref="ConcordMemoryException"/> for more than an array holds.</summary>
    internal void Fill(long length, Reading read)
    {
        (_decoder, _length) = (null, 0);
        if (length is < 1 || length > Array.MaxLength) throw new ConcordMemoryException(ConcordErrorCode.OutOfMemory, $"{length} bytes are too many at once");
        if (_own.Length < length) _own = GC.AllocateUninitializedArray<byte>((int)length);
        read(_own.AsSpan(0, (int)length));
        _length = (int)length;
    }

    /// <summary>Shows what a decoder has read last.</summary>
    internal void Show(IImageDecoder decoder) => _decoder = decoder;

    internal ReadOnlySpan<byte> Piece(int offset)
    {
        var bytes = _decoder is null ? _own.AsSpan(0, _length) : _decoder.Pixels;
        if (offset < 0 || offset >= bytes.Length) throw new ConcordArgumentException($"offset is {offset}; there are {bytes.Length} bytes");
        return bytes.Slice(offset, Math.Min(bytes.Length - offset, SlideCalls.PieceBytes));
    }
}
