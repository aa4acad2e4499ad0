namespace Concord.Cli.Output;

/// <summary>The document of <c>search --fuse --json</c>. Scripts rely on these names.</summary>
internal static class CaseDocument
{
    internal static object From(string name, CaseQuery query, CaseAnswer answer, ILookup<string, SlideInfo> slides) => new
    {
        query = new { name, k = query.K, where = query.Where, exclude = query.Group is null ? Exclusion.None : query.Exclude, group = query.Group },
        cases = answer.Hits.Select(hit => From(hit, slides[hit.Case])).ToList(),
        fusion = new { method = "reciprocal rank", k = RankFusion.K, tissue_rankings = answer.Rankings.Tissue, radiology_rankings = answer.Rankings.Radiology },
    };

    internal static object From(SlideInfo slide) => new { slide = slide.Name, id = slide.Id, labels = slide.Labels, file = slide.Source?.Path };

    private static object From(CaseHit hit, IEnumerable<SlideInfo> slides) => new
    {
        rank = hit.Rank,
        score = hit.Score,
        @case = hit.Case,
        patient = hit.Patient,
        tissue = hit.TissueRank is null ? null : new { rank = hit.TissueRank, nearest = hit.Tissue is { } tile ? Near(tile) : null },
        radiology = hit.RadiologyRank is null ? null : new { rank = hit.RadiologyRank, nearest = hit.Radiology.OfType<Hit>().Select(Near).ToList() },
        slides = slides.Select(From).ToList(),
        series = hit.Series.Select(series => new { modality = series.Modality, contrast = series.Contrast, file = series.Path }).ToList(),
    };

    private static object Near(Hit hit) => new { distance = hit.Distance, tile = hit.Tile, slide = hit.Slide, labels = hit.Labels, file = hit.File };
}
