using Concord.Interop;

namespace Concord;

/// <summary>
/// The slides most like a slide, by the median of minimum distances between tiles (Kalra et al. 2020, Yottixel). All slides are compared, or
/// those that a search for tiles suggests. Vectors of one slide at a time are in memory.
/// </summary>
internal sealed class SlideSearch(SpaceView view, ReadTransaction read)
{
    private const int MostPairs = 1000;

    private readonly SpaceSearch _search = new(view, read);
    private readonly DeviceWork _work = new(view.Accelerator);

    internal SlideAnswer Answer(SlideQuery query, CancellationToken token, IReadOnlySet<long>? archive = null)
    {
        Check(query);
        var rows = new SlideRows(view.Runs, view.Filter(query.Where, read), query.Tiles);
        var tiles = QueryTiles.Read(query, view, _search, rows, read);
        var qualified = Qualified(query, rows, archive);
        var plan = SlidePlan.Of(query, view, tiles, qualified);
        var candidates = plan.CompareAll ? null : Candidates(query, tiles, plan, [.. qualified.Keys], token);
        (IReadOnlyList<long> Slides, long Rows)? estimated = candidates is null ? null : new SlideEstimate(view, tiles.Vectors, rows, query, plan.Sample, _work).Nearest(candidates.Slides, plan.Compare, token);
        var compared = Compare(query, tiles, rows, estimated?.Slides ?? [.. qualified.Keys], token);
        var hits = Best(compared.Slides, query);
        var facts = new SlideFacts(
            candidates is null && tiles.Complete && compared.Complete, tiles.Vectors.Length / view.Space.Dimension, candidates is null ? 0 : plan.Sample,
            qualified.Count, candidates?.Slides.Count ?? 0, compared.Slides.Count, compared.Rows + (candidates?.Rows ?? 0) + (estimated?.Rows ?? 0))
        {
            Device = _work.Share,
        };
        return new SlideAnswer(new SlideHits(read).Describe(hits, tiles), facts, SlideShortfall.Of(query, hits.Count, view.Runs.LiveRows));
    }

    private static void Check(SlideQuery query)
    {
        SpaceSearch.RequireK(query.K);
        if (query.Pairs is < 0 or > MostPairs) throw new ConcordArgumentException($"pairs is {query.Pairs}; it must lie between 0 and {MostPairs:N0}.");
        if (query.Compare is < 1) throw new ConcordArgumentException($"compare is {query.Compare}; at least one slide must be compared.");
        if (query.TilesPerSlide is < 1) throw new ConcordArgumentException($"tiles per slide is {query.TilesPerSlide}; it must be at least 1.");
    }

    /// <summary>Slides that may be in the answer, in order of id, and how many of their tiles take part.</summary>
    private SortedDictionary<long, long> Qualified(SlideQuery query, SlideRows rows, IReadOnlySet<long>? archive)
    {
        var hierarchy = Hierarchy.Read(read.Catalog);
        var level = query.Exclude == Exclusion.None ? Exclusion.Slide : query.Exclude;
        var relative = query.Slide is { } own ? hierarchy.Group(own, level)
            : query.QueryGroup is { } name && query.Exclude != Exclusion.None ? _search.KeyOf(name, query.Exclude) : null;
        var qualified = new SortedDictionary<long, long>();
        foreach (var slide in rows.Slides)
        {
            if (archive?.Contains(slide) == false || slide == query.Slide || (relative is { } group && hierarchy.Group(slide, level) == group)) continue;
            if (rows.Count(slide) is > 0 and var count) qualified.Add(slide, count);
        }
        return qualified;
    }

    private SlideCandidates Candidates(SlideQuery query, QueryTiles tiles, SlidePlan plan, IReadOnlyList<long> qualified, CancellationToken token)
    {
        if (plan.Neighbours == 0) return new SlideCandidates(qualified, 0);
        var vectors = SlideRows.Spread(tiles.Vectors, view.Space.Dimension, plan.Sample);
        var allowed = qualified.ToHashSet();
        var filter = view.Filter(query.Where, read);
        // The slides left out are known by now, so the scan leaves out the same ones, whatever made them relatives.
        var rows = view.Runs.Where((tile, slide) => allowed.Contains(slide) && query.Tiles?.Contains(tile) != false && (filter is null || filter[view.Runs.RowOf(tile)]));
        var hits = _search.Run(vectors, plan.Neighbours, rows, null, null, exact: false, token);
        return SlideCandidates.Rank(hits, tile => view.Runs.RunOf(view.Runs.RowOf(tile))!.Value.Slide, qualified, plan.Estimate);
    }

    private (List<SlideComparison> Slides, long Rows, bool Complete) Compare(
        SlideQuery query, QueryTiles tiles, SlideRows rows, IReadOnlyList<long> slides, CancellationToken token)
    {
        var (d, cosine) = (view.Space.Dimension, view.Space.Identity.Metric == Metric.Cosine);
        var (compared, all, complete) = (new List<SlideComparison>(slides.Count), 0L, true);
        var buffer = Array.Empty<float>();
        foreach (var slide in slides)
        {
            token.ThrowIfCancellationRequested();
            var (ids, own) = rows.Of(slide, most: query.TilesPerSlide);
            complete &= query.TilesPerSlide is null || rows.Count(slide) == ids.Length;
            if (buffer.LongLength < (long)own.Length * d) buffer = new float[(long)own.Length * d];
            var there = buffer.AsMemory(0, own.Length * d);
            view.ReadRows(own, there.Span);
            var distance = _work.Do(device => SlideKernels.Distance<float>(tiles.Vectors, there.Span, d, NativeMetric.L2, device: device, token: token));
            compared.Add(SlideComparison.Of(distance, slide, ids, query, cosine));
            all += own.Length;
        }
        return (compared, all, complete);
    }

    private List<SlideComparison> Best(List<SlideComparison> compared, SlideQuery query)
    {
        IEnumerable<SlideComparison> ordered = compared.OrderBy(c => c.Distance).ThenBy(c => c.Slide);
        if (query.OnePerCase)
        {
            var hierarchy = Hierarchy.Read(read.Catalog);
            ordered = ordered.DistinctBy(c => hierarchy.Group(c.Slide, Exclusion.Case));
        }
        return [.. ordered.Take(query.K)];
    }
}
