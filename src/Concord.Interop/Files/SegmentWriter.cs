using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>Appends rows to one segment file. Used by one thread at a time; several writers may work at once.</summary>
internal sealed unsafe class SegmentWriter : IDisposable
{
    private readonly SegmentWriterHandle _handle;
    private readonly long _chunkRows;

    private SegmentWriter(SegmentWriterHandle handle, SegmentShape shape, long rows)
    {
        _handle = handle;
        _chunkRows = shape.ChunkRows;
        Shape = shape;
        Rows = rows;
    }

    internal SegmentShape Shape { get; }

    /// <summary>Rows in the file, those not synced yet included.</summary>
    internal long Rows { get; private set; }

    /// <summary>Creates the file with its header, durably. Throws <see cref="ConcordAlreadyExistsException"/> when it is there.</summary>
    internal static SegmentWriter Create(string path, SegmentShape shape) => new(Native.SegmentCreate(path, shape.ToNative()), shape, 0);

    /// <summary>Opens the file for appending after its first `committedRows` rows and cuts off what follows: written, never committed.</summary>
    internal static SegmentWriter Open(string path, SegmentShape shape, long committedRows)
    {
        Interop.Shape.NotNegative(committedRows);
        return new(Native.SegmentOpen(path, shape.ToNative(), committedRows), shape, committedRows);
    }

    /// <summary>
    /// Appends rows of float or Half, which must be the segment's element type. Durable only after <see cref="Sync"/>. Returns the chunks
    /// to commit with the rows, their first rows counted from the start of the segment.
    /// </summary>
    internal NativeChunk[] Append<T>(ReadOnlySpan<T> rows) where T : unmanaged
    {
        Elements.Require<T>(Shape.ElementType, nameof(rows));
        return Append(MemoryMarshal.AsBytes(rows));
    }

    /// <summary>The same for rows as bytes.</summary>
    internal NativeChunk[] Append(ReadOnlySpan<byte> rows)
    {
        var n = Interop.Shape.Rows(rows.Length, Shape.RowBytes, "rows (in bytes)");
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (n == 0) return [];
        var hashes = new ulong[(n + _chunkRows - 1) / _chunkRows];
        fixed (byte* pointer = rows)
        fixed (ulong* sums = hashes)
            Native.SegmentAppend(_handle, pointer, n, sums);
        var chunks = Chunks(hashes, n);
        Rows += n;
        return chunks;
    }

    /// <summary>Makes all appended rows durable. After a failure the writer is poisoned: reopen from the committed state.</summary>
    internal void Sync() => Native.SegmentSync(_handle);

    /// <summary>Closes the file; rows not synced may be lost.</summary>
    public void Dispose() => _handle.Dispose();

    private NativeChunk[] Chunks(ulong[] hashes, long n)
    {
        var chunks = new NativeChunk[hashes.Length];
        for (var i = 0; i < hashes.Length; i++)
        {
            var first = i * _chunkRows;
            chunks[i] = new NativeChunk { First = Rows + first, Rows = Math.Min(_chunkRows, n - first), Xxh3 = hashes[i] };
        }
        return chunks;
    }
}
