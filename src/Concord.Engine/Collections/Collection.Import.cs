namespace Concord;

public sealed partial class Collection
{
    /// <summary>The feature files that the slide's vectors in the space came from; null when they were not imported, or before this was kept.</summary>
    public FeatureStamp? ImportedFrom(string slideName, Space space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return Reading(read => read.Catalog.Read(CatalogSchema.Slides, "WHERE name = $1", slideName) is [var slide]
            && read.Catalog.Read(CatalogSchema.Imports, "WHERE slide = $1 AND space = $2", slide[0], space.Number) is [var row] ? ImportRow.From(row).Stamp : null);
    }

    /// <summary>Notes that the files of an imported slide have another time and the same bytes.</summary>
    public void Restamp(string slideName, Space space, FeatureStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(space);
        Changing(() => Writer.Change(change =>
        {
            var slide = new SlideEdits(change).Find(slideName) ?? throw new ConcordNotFoundException($"Slide '{slideName}' is not in the collection.");
            new ImportRow(slide.Id, space.Number, stamp).Put(change.Catalog);
            return true;
        }));
    }

    /// <summary>
    /// Stores all tiles of one slide in a space, block after block, in one commit: what the space had of the slide, and what adapters derived from it, goes in the same commit
    /// as the new comes. When it throws, also when `blocks` throws, nothing is changed. A slide that is here keeps its labels and its place. Returns the tiles stored.
    /// Vectors are written while `blocks` is read, so memory holds one block; other changes wait meanwhile.
    /// </summary>
    public long StoreSlide(Space space, string slideName, FeatureStamp stamp, IEnumerable<TileBlock> blocks)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(stamp);
        ArgumentNullException.ThrowIfNull(blocks);
        return Changing(() => Writer.Change(change => new SlideStore(Writer, change, space).Put(slideName, stamp, blocks)));
    }

    /// <summary>By slide id: the greatest x and the greatest y of the corners of its tiles, in level-0 pixels.</summary>
    public IReadOnlyDictionary<long, (long X, long Y)> FarthestCorners() => Reading(read =>
        read.Catalog.Rows("SELECT slide, max(x), max(y) FROM tiles GROUP BY slide").ToDictionary(row => (long)row[0]!, row => ((long)row[1]!, (long)row[2]!)));

    /// <summary>Gives slides the files that show their tiles, all in one commit; slides that are not in the collection are passed over. Returns how many there were.</summary>
    public int LinkSlides(IReadOnlyList<SlideLink> links)
    {
        ArgumentNullException.ThrowIfNull(links);
        return Changing(() => Writer.Change(change =>
        {
            var edits = new SlideEdits(change);
            var linked = links.Count(edits.Link);
            change.Note("link slides", linked);
            return linked;
        }));
    }
}
