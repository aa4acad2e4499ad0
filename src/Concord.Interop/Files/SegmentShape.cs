namespace Concord.Interop;

/// <summary>What a segment file says of itself. `ElementType` is Float32 or Float16; `FirstRow` the row number of the file's first row.</summary>
internal sealed record SegmentShape(Guid Collection, int Dimension, NativeDtype ElementType, long FirstRow)
{
    /// <summary>The bytes of one row.</summary>
    internal int RowBytes => Dimension * Elements.Size(ElementType);

    /// <summary>Rows that one checksum covers.</summary>
    internal long ChunkRows
    {
        get
        {
            var rows = Native.SegmentChunkRows(Dimension, (int)ElementType);
            return rows > 0 ? rows : throw new ConcordArgumentException($"no segment has rows of {Dimension} {ElementType}");
        }
    }

    internal unsafe NativeSegmentInfo ToNative()
    {
        Shape.Positive(Dimension);
        Shape.NotNegative(FirstRow);
        var native = Native.SegmentInfoInit();
        CollectionId.Write(Collection, new Span<byte>(native.Collection, CollectionId.Size));
        native.Dimension = Dimension;
        native.Dtype = (int)ElementType;
        native.FirstRow = FirstRow;
        return native;
    }
}
