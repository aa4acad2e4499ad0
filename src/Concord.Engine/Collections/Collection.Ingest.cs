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

    /// <summary>Whether the slide is in the space with all its tiles, from a file of this length and time: then there is nothing to do for it.</summary>
    public bool IsIndexed(string slideName, SourceFile source, Space space)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(space);
        return Reading(read =>
        {
            var rows = read.Catalog.Read(CatalogSchema.Slides, "WHERE name = $1", slideName);
            return rows.Count > 0 && SlideRow.From(rows[0]) is var slide && !SlideEdits.Changed(slide, source)
                && read.Catalog.Read(CatalogSchema.Complete, "WHERE slide = $1 AND space = $2", slide.Id, space.Number).Count > 0;
        });
    }

    /// <summary>Whether the slide is in the space with all its tiles, from whatever file.</summary>
    public bool IsComplete(string slideName, Space space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return Reading(read =>
        {
            var rows = read.Catalog.Read(CatalogSchema.Slides, "WHERE name = $1", slideName);
            return rows.Count > 0 && read.Catalog.Read(CatalogSchema.Complete, "WHERE slide = $1 AND space = $2", SlideRow.From(rows[0]).Id, space.Number).Count > 0;
        });
    }

    /// <summary>The file that the slide was read from; null when there is no slide of this name, or it came without a file.</summary>
    public SourceFile? SourceOf(string slideName) => Reading(read =>
    {
        var rows = read.Catalog.Read(CatalogSchema.Slides, "WHERE name = $1", slideName);
        return rows.Count > 0 ? SlideRow.From(rows[0]).Source : null;
    });

    /// <summary>
    /// Stores tiles with their vectors (n x d, row-major, in the order of `tiles`) in one commit: when it returns they are on disk for good and
    /// searchable; when it throws none of them is. A tile that has a vector in the space gets this one instead. A slide whose file changed is
    /// replaced, its old tiles gone in the same commit. A slide that is here keeps its labels and its place; <see cref="UpdateLabels"/> changes those.
    /// </summary>
    public void Append(Space space, IReadOnlyList<TileRecord> tiles, ReadOnlySpan<float> vectors_nd) => Append(space, tiles, vectors_nd, complete: false);

    /// <summary>The same; with `complete` the slides of the batch are marked complete in the same commit: for images that are one batch.</summary>
    public void Append(Space space, IReadOnlyList<TileRecord> tiles, ReadOnlySpan<float> vectors_nd, bool complete)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(tiles);
        var rows = RowBytes.Of(space, tiles.Count, vectors_nd, i => TileEdits.Describe(tiles[i]));
        if (tiles.Count == 0) return;
        RequireKind(space, tiles);
        Changing(() => Writer.Change(change =>
        {
            var edits = new TileEdits(change);
            var places = edits.Put(tiles);
            if (edits.Replaced) new HierarchyEdits(change).Prune();
            Writer.AppendRows(change, space, rows, places);
            if (complete) foreach (var slide in edits.SlideIds) change.Catalog.Put(CatalogSchema.Complete, slide, space.Number);
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

    /// <summary>Marks the slide as wholly stored in the space: <see cref="IsIndexed"/> says yes from now on.</summary>
    public void CompleteSlide(Space space, string slideName)
    {
        ArgumentNullException.ThrowIfNull(space);
        Changing(() => Writer.Change(change =>
        {
            var slide = new SlideEdits(change).Find(slideName) ?? throw new ConcordNotFoundException($"Slide '{slideName}' is not in the collection.");
            change.Catalog.Put(CatalogSchema.Complete, slide.Id, space.Number);
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
