using Concord.Protocol;

namespace Concord.Worker;

/// <summary>The pixels last asked for, sent piece by piece: a region in memory of its own that is used again, or a decoder's.</summary>
internal sealed class WorkerPixels
{
    private byte[] _region = [];
    private int _length;
    private IImageDecoder? _decoder;

    internal delegate void Reading(Span<byte> rgb);

    /// <summary>Throws <see cref="ConcordMemoryException"/> for more than an array holds.</summary>
    internal void Fill(int width, int height, Reading read)
    {
        (_decoder, _length) = (null, 0);
        var length = 3L * width * height;
        if (length is < 1 || length > Array.MaxLength) throw new ConcordMemoryException(ConcordErrorCode.OutOfMemory, $"a region of {width} x {height} pixels is too large");
        if (_region.Length < length) _region = GC.AllocateUninitializedArray<byte>((int)length);
        read(_region.AsSpan(0, (int)length));
        _length = (int)length;
    }

    /// <summary>Shows what a decoder has read last.</summary>
    internal void Show(IImageDecoder decoder) => _decoder = decoder;

    internal ReadOnlySpan<byte> Piece(int offset)
    {
        var pixels = _decoder is null ? _region.AsSpan(0, _length) : _decoder.Pixels;
        if (offset < 0 || offset >= pixels.Length) throw new ConcordArgumentException($"offset is {offset}; there are {pixels.Length} bytes of pixels");
        return pixels.Slice(offset, Math.Min(pixels.Length - offset, SlideCalls.PieceBytes));
    }
}
