using System.Collections.Concurrent;
using Concord.Interop;

namespace Concord;

/// <summary>
/// The newest view of each space. Open files are carried from view to view: a commit makes only the segment it changed be opened again.
/// Files that no view holds any more are unmapped by their finalizer, since a search may still be at work on them.
/// </summary>
internal sealed class SpaceViews(CollectionFolder folder, Guid collection, Accelerator? accelerator = null) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<long, SpaceView> _newest = new();
    private readonly Dictionary<(long Space, string File, long Rows), Source> _open = [];

    /// <summary>How many files were opened so far; for tests of what opening costs.</summary>
    internal int FilesOpened { get; private set; }

    internal SpaceView Get(Space space, ReadTransaction read)
    {
        var row = read.Space(space);
        if (_newest.TryGetValue(space.Number, out var view) && view.SpaceVersion == row.Version) return view;
        lock (_gate)
        {
            if (_newest.TryGetValue(space.Number, out view) && view.SpaceVersion == row.Version) return view;
            var fresh = new SpaceView(space, row.Version, RunTable.Read(read.Catalog, row), Sources(space, read.Catalog), accelerator);
            // A slow reader of an older state must not push the newer view out.
            if (view is null || view.SpaceVersion < row.Version) _newest[space.Number] = fresh;
            return fresh;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var source in _open.Values)
            {
                accelerator?.Drop(source);
                source.Dispose();
            }

            _open.Clear();
            _newest.Clear();
        }
    }

    private Source[] Sources(Space space, CatalogConnection catalog)
    {
        var keep = new Dictionary<(long, string, long), Source>();
        foreach (var row in catalog.Read(CatalogSchema.Generations, "WHERE space = $1", space.Number))
            if (GenerationRow.From(row) is { File: { } file } generation)
                keep.Add((space.Number, file, generation.Rows), Source(space, file, generation.Rows, () => SourceFiles.Open(folder, collection, space, generation)));
        foreach (var row in catalog.Read(CatalogSchema.Segments, "WHERE space = $1 AND rows > 0 ORDER BY first_row", space.Number))
        {
            var segment = SegmentRow.From(row);
            keep.Add((space.Number, segment.File, segment.Rows), Source(space, segment.File, segment.Rows, () => SourceFiles.Open(folder, collection, space, segment, catalog)));
        }
        foreach (var old in _open.Keys.Where(k => k.Space == space.Number && !keep.ContainsKey(k)).ToArray())
        {
            accelerator?.Drop(_open[old]);
            _open.Remove(old);
        }

        foreach (var (key, source) in keep) _open[key] = source;
        // The tail stays with the CPU: its files change with every commit.
        foreach (var generation in keep.Values.Where(source => source.Info.Metric is not null)) accelerator?.Hold(generation);
        return [.. keep.Values];
    }

    private Source Source(Space space, string file, long rows, Func<Source> open)
    {
        if (_open.TryGetValue((space.Number, file, rows), out var source)) return source;
        FilesOpened++;
        return open();
    }
}
