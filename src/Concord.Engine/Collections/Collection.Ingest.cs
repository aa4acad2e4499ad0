#pragma warning disable CA1707 // vectors_nd: the suffix names the axes, as everywhere in Concord.
namespace Concord;

public sealed partial class Collection
{
    /// <summary>Adds an empty space. Throws <see cref="ConcordAlreadyExistsException"/> when the name or the identity is taken, saying how they differ.</summary>
    public Space AddSpace(string name, SpaceIdentity identity, ElementType stored)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return Changing(() => Writer.Alone(() => SpaceBirth.Add(Writer.Catalog, _folder, name, identity, stored)));
    }

    /// <summary>What is known of slides by name, in the order of `names`; null for one that is not in the collection. One consistent look.</summary>
    public IReadOnlyList<StoredSlide?> Stored(Space space, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(names);
        return Reading(read => names.Select(name => StoredSlideReader.Find(read.Catalog, space.Number, name)).ToArray());
    }

    /// <summary>What is known of one slide; null when it is not in the collection.</summary>
    public StoredSlide? Stored(Space space, string name) => Stored(space, [name])[0];

    /// <summary>
    /// Stores tiles with their vectors (n x d, row-major, in the order of `tiles`) in one commit: when it returns they are on disk for good and
    /// searchable; when it throws none of them is. A tile that has a vector in the space gets this one instead. A slide whose file changed is
    /// replaced, its old tiles gone in the same commit. A slide that is here keeps its labels and its place; <see cref="UpdateLabels"/> changes those.
    /// </summary>
    public void Append(Space space, IReadOnlyList<TileRecord> tiles, ReadOnlySpan<float> vectors_nd) => Append(space, tiles, vectors_nd, complete: false);

    /// <summary>The same; with `complete` the slides of the batch are marked complete in the same commit: for images that are one batch.</summary>
    public void Append(Space space, IReadOnlyList<TileRecord> tiles, ReadOnlySpan<float> vectors_nd, bool complete)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        Append(space, tiles, vectors_nd, complete ? [.. tiles.Select(tile => tile.Slide.Name).Distinct().Select(name => new SlideProgress(name, null, Complete: true))] : []);
    }

    /// <summary>
    /// The same, and in the same commit says how far slides came; they may have no tile in this batch, but must be in the collection then. A slide that
    /// was cut otherwise for this space (another tiling) loses the tiles it had there.
    /// </summary>
    public void Append(Space space, IReadOnlyList<TileRecord> tiles, ReadOnlySpan<float> vectors_nd, IReadOnlyList<SlideProgress> slides)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(tiles);
        ArgumentNullException.ThrowIfNull(slides);
        var rows = RowBytes.Of(space, tiles.Count, vectors_nd, i => TileEdits.Describe(tiles[i]));
        if (tiles.Count == 0 && slides.Count == 0) return;
        RequireKind(space, tiles);
        Changing(() => Writer.Change(change =>
        {
            var coverage = new CoverageEdits(change, space);
            coverage.MakeRoom(slides);
            if (tiles.Count > 0)
            {
                var edits = new TileEdits(change);
                var places = edits.Put(tiles);
                if (edits.Replaced) new HierarchyEdits(change).Prune();
                Writer.AppendRows(change, space, rows, places);
            }

            coverage.Put(slides);
            return true;
        }));
    }

    /// <summary>Stores vectors of tiles that are in the collection already, in one commit: a derived space's, say. Slides are left as they are.</summary>
    public void Append(Space space, IReadOnlyList<long> tiles, ReadOnlySpan<float> vectors_nd)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(tiles);
        var rows = RowBytes.Of(space, tiles.Count, vectors_nd, i => $"tile {tiles[i]}");
        if (tiles.Count == 0) return;
        if (tiles.Distinct().Count() < tiles.Count) throw new ConcordArgumentException("A batch holds a tile twice.");
        Changing(() => Writer.Change(change =>
        {
            Writer.AppendRows(change, space, rows, [.. tiles.Select(tile => Place(change, tile))]);
            return true;
        }));
    }

    /// <summary>
    /// Takes a slide out of one space and of those derived from it, in one commit; false when it is not in the collection. Tiles that no other space holds go, and the slide with the last of them.
    /// Its vectors leave the disk with the next compaction.
    /// </summary>
    public bool DeleteFrom(Space space, string slideName)
    {
        ArgumentNullException.ThrowIfNull(space);
        return Changing(() => Writer.Change(change =>
        {
            var edits = new SlideEdits(change);
            if (edits.Find(slideName) is not { } slide) return false;
            edits.RemoveRows(slide.Id, [space.Number, .. DerivedSpaces.Of(change, space)]);
            edits.RemoveIfEmpty(slide.Id);
            edits.Prune();
            change.Note("delete slide from space", 1);
            return true;
        }));
    }

    private static TilePlace Place(CatalogTransaction change, long tile)
    {
        var rows = change.Catalog.Read(CatalogSchema.Tiles, "WHERE id = $1", tile);
        return rows.Count > 0 ? new TilePlace(tile, (long)rows[0][1]!, Known: true)
            : throw new ConcordNotFoundException($"Tile {tile} is not in the collection.");
    }

    private T Changing<T>(Func<T> work) => FileErrors.Translate(Path, work);
}
