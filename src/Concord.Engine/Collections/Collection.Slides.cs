using Concord.Interop;

namespace Concord;

public sealed partial class Collection
{
    /// <summary>
    /// The slides most like a slide, by the median of minimum distances between their tiles. Fewer than asked only when fewer qualify; the answer
    /// says why, and whether every slide was compared. Equal distances are ordered by id. Throws <see cref="ConcordNotFoundException"/> for a slide
    /// that is not there or has no tiles in the space, <see cref="ConcordArgumentException"/> for a query that cannot be.
    /// </summary>
    public SlideAnswer SimilarSlides(Space space, SlideQuery query, CancellationToken ct = default) => SimilarSlides(space, query, null, ct);

    /// <summary>As the other form; `archive` restricts the answer to these slides, by id.</summary>
    public SlideAnswer SimilarSlides(Space space, SlideQuery query, IReadOnlySet<long>? archive, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Viewing(space, (view, read) => new SlideSearch(view, read).Answer(query, ct, archive));
    }

    /// <summary>The slide of this name.</summary>
    public SlideInfo Slide(string name) => Reading(read =>
        read.Catalog.Read(CatalogSchema.Slides, "WHERE name = $1", name) is [var row] ? SlideOf(read, (long)row[0]!)
            : throw new ConcordNotFoundException($"Slide '{name}' is not in the collection."));

    /// <summary>The slide of this id.</summary>
    public SlideInfo Slide(long id) => Reading(read => SlideOf(read, id));

    /// <summary>Ids of the slides that have a tile in the space, or one that meets a condition; in order.</summary>
    public IReadOnlyList<long> SlidesIn(Space space, string? where = null) => Viewing(space, (view, read) =>
    {
        var rows = new SlideRows(view.Runs, view.Filter(where, read));
        return rows.Slides.Where(slide => rows.Count(slide) > 0).ToArray();
    });

    /// <summary>How far every tile of a slide lies from `query`, a vector of the space. Distances are summed in float32, so they can differ from those of a search in the last digits.</summary>
    public Heatmap Heatmap(Space space, ReadOnlyMemory<float> query, long slide, CancellationToken ct = default) => Viewing(space, (view, read) =>
    {
        var info = SlideOf(read, slide);
        var (tiles, rows) = new SlideRows(view.Runs, null).Of(slide);
        if (tiles.Length == 0) throw new ConcordNotFoundException($"Slide '{info.Name}' has no tiles in space '{view.Space.Name}'; index it there, or name another space.");
        var d = view.Space.Dimension;
        var prepared = new float[d];
        new SpaceSearch(view, read).Prepare(query.Span, prepared);
        var vectors = new float[(long)rows.Length * d];
        view.ReadRows(rows, vectors);
        var work = new DeviceWork(view.Accelerator);
        var distances = work.Do(device =>
        {
            var scores = new float[rows.Length];
            SlideKernels.Similarity<float>(vectors, prepared, d, NativeMetric.L2, scores, device: device, token: ct);
            return scores;
        });
        if (view.Space.Identity.Metric == Metric.Cosine) distances = Array.ConvertAll(distances, x => x / 2);
        var known = TileReader.Some(read, tiles, SeriesOf);
        return new Heatmap(info, Array.ConvertAll(tiles, id => known[id]), distances) { Device = work.Share };
    });

    private static SlideInfo SlideOf(ReadTransaction read, long id) => new SlideReader(read.Catalog).Some($"[{id}]").TryGetValue(id, out var slide)
        ? slide : throw new ConcordNotFoundException($"Slide {id} is not in the collection.");
}
