namespace Concord;

/// <summary>What a compaction did, over the spaces it visited.</summary>
/// <param name="RowsKept">Rows in the new generations.</param>
/// <param name="RowsDropped">Deleted rows whose bytes are gone now.</param>
/// <param name="FilesRemoved">Segments and old generations removed.</param>
/// <param name="BytesBefore">Bytes of vector files before.</param>
/// <param name="BytesAfter">Bytes of vector files after.</param>
/// <param name="Spaces">The spaces as they are now.</param>
public sealed record CompactReport(
    long RowsKept, long RowsDropped, int FilesRemoved, long BytesBefore, long BytesAfter, IReadOnlyList<SpaceInfo> Spaces);
