namespace Concord.Interop;

/// <summary>
/// An open, immutable, memory-mapped set of rows: a segment or a generation. Any number of threads may use it; a search that is running
/// when it is disposed ends undisturbed, and the file is unmapped then.
/// </summary>
internal sealed unsafe class Source : IDisposable
{
    private Source(SourceHandle handle)
    {
        Handle = handle;
        try
        {
            Info = Describe();
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    internal SourceHandle Handle { get; }

    internal SourceInfo Info { get; }

    /// <summary>Opens the first `rows` rows of a segment; `chunks` ascend and together cover exactly these rows.</summary>
    internal static Source OpenSegment(string path, SegmentShape shape, long rows, ReadOnlySpan<NativeChunk> chunks)
    {
        Shape.NotNegative(rows);
        fixed (NativeChunk* pointer = chunks)
            return new Source(Native.SourceOpenSegment(path, shape.ToNative(), rows, pointer, chunks.Length));
    }

    /// <summary>Opens a generation file of the collection.</summary>
    internal static Source OpenGeneration(string path, Guid collection)
    {
        var id = stackalloc byte[CollectionId.Size];
        CollectionId.Write(collection, new Span<byte>(id, CollectionId.Size));
        return new Source(Native.SourceOpenGeneration(path, id));
    }

    /// <summary>Reads every byte against its checksums; returns how many blocks do not hold.</summary>
    internal long Verify(ProgressReport? progress = null, CancellationToken token = default)
    {
        long badBlocks = 0;
        using var call = new LongCall(progress, token);
        try
        {
            Native.SourceVerify(Handle, call.Progress, call.State, call.Cancel, &badBlocks);
        }
        catch (OperationCanceledException e)
        {
            throw call.Explain(e);
        }
        call.Finish();
        return badBlocks;
    }

    /// <summary>Copies rows out as float32. present: 1 where this source holds the row; the vectors of others are left as they were.</summary>
    internal void ReadRows(ReadOnlySpan<long> rows, Span<float> vectors, Span<byte> present)
    {
        Shape.Length(vectors.Length, Shape.Product(nameof(vectors), rows.Length, Info.Dimension), nameof(vectors),
            $"{rows.Length} x {Info.Dimension}");
        Shape.Length(present.Length, rows.Length, nameof(present), $"{rows.Length} rows");
        ObjectDisposedException.ThrowIf(Handle.IsClosed, this);
        if (rows.IsEmpty) return;
        fixed (long* numbers = rows)
        fixed (float* output = vectors)
        fixed (byte* flags = present)
            Native.SourceReadRows(Handle, numbers, rows.Length, output, flags);
    }

    public void Dispose() => Handle.Dispose();

    private SourceInfo Describe()
    {
        var native = new NativeSourceInfo { StructSize = (uint)sizeof(NativeSourceInfo) };
        Native.SourceDescribe(Handle, ref native);
        return SourceInfo.Of(native);
    }

    /// <summary>The handles of `sources`, in order.</summary>
    internal static SourceHandle[] Handles(ReadOnlySpan<Source> sources)
    {
        var handles = new SourceHandle[sources.Length];
        for (var i = 0; i < handles.Length; i++) handles[i] = sources[i].Handle;
        return handles;
    }
}
