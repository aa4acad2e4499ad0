namespace Concord.Cli.Output;

/// <summary>The document of <c>search --slide --json</c>. Scripts rely on these names.</summary>
internal static class SlideDocument
{
    internal static object From(SlideInfo query, SlideQuery asked, SlideAnswer answer, LabelVote? vote) => new
    {
        query = new
        {
            slide = query.Name,
            id = query.Id,
            @case = query.Case,
            patient = query.Patient,
            labels = query.Labels,
            k = asked.K,
            where = asked.Where,
            exclude = asked.Exclude,
            ranking = asked.Ranking,
            one_per_case = asked.OnePerCase,
        },
        slides = answer.Hits.Select(From).ToList(),
        vote = VoteDocument.From(vote),
        search = new
        {
            exact = answer.Facts.Exact,
            query_tiles = answer.Facts.QueryTiles,
            sampled_tiles = answer.Facts.SampledTiles,
            slides = answer.Facts.Slides,
            candidates = answer.Facts.Candidates,
            compared = answer.Facts.Compared,
            rows = answer.Facts.Rows,
            tiles_per_slide = asked.TilesPerSlide,
            device = DeviceDocument.From(answer.Facts.Device),
        },
        shortfall = answer.Shortfall,
    };

    private static object From(SlideHit hit) => new
    {
        rank = hit.Rank,
        distance = hit.Distance,
        a_to_b = hit.AToB,
        b_to_a = hit.BToA,
        slide = hit.Slide.Name,
        id = hit.Slide.Id,
        @case = hit.Slide.Case,
        patient = hit.Slide.Patient,
        centre = hit.Slide.Centre,
        labels = hit.Slide.Labels,
        tiles = hit.Tiles,
        file = hit.Slide.Source?.Path,
        pairs = hit.Pairs.Select(pair => new { kind = pair.Kind, query = From(pair.Query), hit = From(pair.Hit), distance = pair.Distance }).ToList(),
        series = hit.Series.Select(series => new { modality = series.Modality, contrast = series.Contrast, file = series.Path }).ToList(),
    };

    private static object From(PairTile tile) =>
        new { tile = tile.Tile, x = tile.Box?.X, y = tile.Box?.Y, width = tile.Box?.Width, height = tile.Box?.Height };
}
