namespace Concord;

public sealed partial class Collection
{
    private readonly KnownHits _known = new();

    /// <summary>The nearest tiles of one query; of radiology the nearest series. Fewer than asked only when fewer qualify; the answer says why.</summary>
    public SearchAnswer Search(Space space, SearchRequest request, CancellationToken ct = default) => Search(space, [request], ct)[0];

    /// <summary>The nearest tiles of several queries, in order; all see the same state. Those that agree in all options cost one pass over the rows.</summary>
    public IReadOnlyList<SearchAnswer> Search(Space space, IReadOnlyList<SearchRequest> requests, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return Viewing(space, (view, read) =>
        {
            var search = new RequestSearch(view, read, _known);
            return space.Identity.Series is { KeepsSlices: true } ? new SliceSearch(search, view.Runs.LiveRows).Answer(requests, ct) : search.Answer(requests, ct);
        });
    }

    /// <summary>
    /// The k nearest tiles of each of many tiles, as ids and distances. A tile is never its own neighbour. `archive` restricts what may be
    /// found to these tiles (a train split, say); `exact` null leaves the choice to the collection.
    /// </summary>
    public NeighbourTable Neighbours(
        Space space, IReadOnlyList<long> queryTiles, int k, Exclusion exclude, string? where = null, bool? exact = null,
        IReadOnlySet<long>? archive = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(queryTiles);
        return Viewing(space, (view, read) => new NeighbourSearch(view, read).Find(queryTiles, k, exclude, where, exact ?? false, archive, ct));
    }

    /// <summary>Every tile of tissue in order of id, or those that meet a condition. Radiology: <see cref="SeriesItems"/>.</summary>
    public IReadOnlyList<TileInfo> Tiles(string? where = null) => Reading(read => TileReader.All(read, where, SeriesOf).Where(tile => !tile.SlideInfo.IsSeries).ToArray());

    public TileInfo Tile(long id) => Reading(read => TileReader.Some(read, [id], SeriesOf).TryGetValue(id, out var tile)
        ? tile : throw new ConcordNotFoundException($"Tile {id} is not in the collection."));

    /// <summary>Every slide of tissue in order of id.</summary>
    public IReadOnlyList<SlideInfo> Slides() =>
        Reading(read => new SlideReader(read.Catalog).All().Values.Where(s => !s.IsSeries).OrderBy(s => s.Id).ToArray());

    /// <summary>The vector of a tile as stored: of unit length where the metric is cosine, rounded where elements are float16.</summary>
    public float[] Vector(Space space, long tile) => VectorsOf(space, [tile]);

    /// <summary>The vectors of many tiles, row by row.</summary>
    public float[] VectorsOf(Space space, IReadOnlyList<long> tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        return Viewing(space, (view, _) =>
        {
            var vectors = new float[(long)tiles.Count * space.Dimension];
            view.ReadVectors(tiles.ToArray(), vectors);
            return vectors;
        });
    }

    private IReadOnlyList<SeriesRecord> SeriesOf(long caseId) => Reading(read => SeriesReader.OfCase(read.Catalog, caseId));

    private T Viewing<T>(Space space, Func<SpaceView, ReadTransaction, T> work)
    {
        ArgumentNullException.ThrowIfNull(space);
        for (var seen = -1L; ;)
        {
            var version = seen;
            try
            {
                return Reading(read =>
                {
                    version = read.Version;
                    return work(View(space, read), read);
                });
            }
            catch (ViewLostException lost) when (version == seen)
            {
                throw new ConcordCorruptException($"A file of space '{space.Name}' is missing: {lost.InnerException!.Message} Restore the collection from a copy.", lost);
            }
            catch (ViewLostException)
            {
                // A compaction removed the file after this state was read; the next state names its successor.
                seen = version;
            }
        }
    }

    private SpaceView View(Space space, ReadTransaction read)
    {
        try
        {
            return _views.Get(space, read);
        }
        catch (ConcordNotFoundException error)
        {
            throw new ViewLostException(error);
        }
    }

#pragma warning disable CA1064, CA1032 // Never leaves this class.
    private sealed class ViewLostException(Exception inner) : Exception(inner.Message, inner);
#pragma warning restore CA1064, CA1032
}
