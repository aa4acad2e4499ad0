using System.Runtime.InteropServices;
using Concord.Interop;

namespace Concord;

/// <summary>The segment of one space that rows are appended to. Starts a new one when the last is full.</summary>
internal sealed class SegmentTail(CollectionFolder folder, Guid collection, Space space) : IDisposable
{
    /// <summary>After a commit readers check the changed segment's blocks again when they read them: so not too large.</summary>
    private const long MostBytes = 256L << 20;

    private const long MostRows = 100_000;

    private SegmentWriter? _writer;
    private SegmentRow? _segment;

    /// <summary>Opens the last committed segment, cutting off rows that were never committed.</summary>
    internal void Recover(CatalogConnection catalog)
    {
        var last = catalog.Read(CatalogSchema.Segments, "WHERE space = $1 ORDER BY first_row DESC LIMIT 1", space.Number);
        if (last.Count == 0) return;
        _segment = SegmentRow.From(last[0]);
        try
        {
            _writer = SegmentWriter.Open(folder.Segment(space.Key, _segment.File), ShapeAt(_segment.FirstRow), _segment.Rows);
        }
        catch (ConcordNotFoundException error)
        {
            throw new ConcordCorruptException($"Segment {_segment.File} of space '{space.Name}' is missing. Restore the collection from a copy.", error);
        }
    }

    /// <summary>Appends rows, makes them durable, and puts them into the catalogue's transaction. The caller commits.</summary>
    internal void Append(CatalogTransaction change, long firstRow, ReadOnlySpan<byte> rows, long count)
    {
        if (_writer is null || IsFull) Start(change, firstRow);
        var position = _writer!.Rows;
        var chunks = _writer.Append(rows);
        _writer.Sync();
        var hashes = chunks.Select(c => c.Xxh3).ToArray();
        change.Catalog.Put(CatalogSchema.Commits, _segment!.Id, position, count, MemoryMarshal.AsBytes<ulong>(hashes).ToArray());
        _segment = _segment with { Rows = _writer.Rows };
        _segment.Put(change.Catalog);
    }

    /// <summary>
    /// After a change was taken back: removes the segments it began and cuts its rows off the one before. That one stays closed, since a compaction may be reading it.
    /// </summary>
    internal void TakeBack(CatalogConnection catalog)
    {
        if (_segment is null || catalog.Number("SELECT rows FROM segments WHERE id = $1", _segment.Id) == _segment.Rows) return;
        Seal();
        var named = catalog.Read(CatalogSchema.Segments, "WHERE space = $1", space.Number).Select(row => folder.Segment(space.Key, SegmentRow.From(row).File)).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(folder.TailFolder(space.Key), "*.seg"))
            if (!named.Contains(file)) File.Delete(file);
        Recover(catalog);
        Seal();
    }

    /// <summary>Closes the segment for good: the next rows go into a new one.</summary>
    internal void Seal()
    {
        _writer?.Dispose();
        (_writer, _segment) = (null, null);
    }

    public void Dispose() => _writer?.Dispose();

    private bool IsFull => _segment!.Rows >= MostRows || _segment.Rows * _writer!.Shape.RowBytes >= MostBytes;

    private void Start(CatalogTransaction change, long firstRow)
    {
        Seal();
        var id = change.NewId();
        _segment = new SegmentRow(id, space.Number, $"{id:D10}.seg", firstRow, 0);
        _segment.Put(change.Catalog);
        _writer = SegmentWriter.Create(folder.Segment(space.Key, _segment.File), ShapeAt(firstRow));
    }

    private SegmentShape ShapeAt(long firstRow) => new(collection, space.Dimension, (NativeDtype)(int)space.Stored, firstRow);
}
