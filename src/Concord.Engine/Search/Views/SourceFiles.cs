using System.Runtime.InteropServices;
using Concord.Interop;

namespace Concord;

/// <summary>Opens the files of a space as the catalogue describes them.</summary>
internal static class SourceFiles
{
    internal static Source Open(CollectionFolder folder, Guid collection, Space space, SegmentRow segment, CatalogConnection catalog)
    {
        var shape = new SegmentShape(collection, space.Dimension, (NativeDtype)(int)space.Stored, segment.FirstRow);
        var chunks = new List<NativeChunk>();
        foreach (var commit in catalog.Read(CatalogSchema.Commits, "WHERE segment = $1 ORDER BY first", segment.Id))
            AddChunks(chunks, (long)commit[1]!, (long)commit[2]!, (byte[])commit[3]!, shape.ChunkRows);
        return Interop.Source.OpenSegment(folder.Segment(space.Key, segment.File), shape, segment.Rows, CollectionsMarshal.AsSpan(chunks));
    }

    internal static Source Open(CollectionFolder folder, Guid collection, Space space, GenerationRow generation)
    {
        var source = Interop.Source.OpenGeneration(folder.Generation(space.Key, generation.File!), collection);
        if (source.Info.Rows == generation.Rows && source.Info.FileBytes == generation.Bytes) return source;
        source.Dispose();
        throw new ConcordCorruptException($"{generation.File} of space '{space.Name}' is not the file that the catalogue names. Restore the collection from a copy.");
    }

    private static void AddChunks(List<NativeChunk> chunks, long first, long rows, byte[] hashes, long chunkRows)
    {
        var sums = MemoryMarshal.Cast<byte, ulong>(hashes);
        for (var i = 0; i < sums.Length; i++)
            chunks.Add(new NativeChunk { First = first + i * chunkRows, Rows = Math.Min(chunkRows, rows - i * chunkRows), Xxh3 = sums[i] });
    }
}
