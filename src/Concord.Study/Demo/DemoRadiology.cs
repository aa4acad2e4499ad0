using Concord.Indexing;

namespace Concord.Study;

/// <summary>Embeds the linked radiology beside the tissue, and asks with one series for its like: the way from a scan to slides.</summary>
internal static class DemoRadiology
{
    private const int K = 5, QuerySide = 300, HitSide = 240;

    /// <summary>Null where nothing that is linked could be read.</summary>
    internal static QueryExample? Run(Collection collection, Embedder embedder, TilePictures pictures, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var rows = collection.LinkedSeries().Select(series => new SeriesRow(series, null, new Dictionary<string, string>())).ToList();
        if (rows.Count == 0) return null;
        var space = SeriesIndexer.SpaceFor(collection, embedder.Space, SeriesInput.Of("best"), "radiology");
        SeriesIndexer.Run(collection, space, embedder, rows, progress, cancel);
        var items = collection.SeriesItems();
        return items.Count == 0 ? null : Ask(collection, space, items[items.Count / 2], pictures, cancel);
    }

    private static QueryExample Ask(Collection collection, Space space, TileInfo item, TilePictures pictures, CancellationToken cancel)
    {
        var contrast = item.Labels["contrast"];
        var slides = collection.Slides().ToLookup(slide => slide.Case, StringComparer.Ordinal);
        var answer = collection.Search(space, new SearchRequest
        {
            Vector = collection.Vector(space, item.Id),
            K = K,
            QueryTile = item.Id,
            Where = $"contrast = \"{contrast.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        }, cancel);
        var label = Label(slides[item.Case]);
        return new QueryExample(item.Id, contrast)
        {
            Slide = item.Slide,
            Case = item.Case,
            Patient = item.Patient,
            Picture = ReportPicture.ReadSeries(item.File, QuerySide),
            Series = [new SeriesExample(label ?? "tissue", Tissue(slides[item.Case], pictures))],
            Hits = [.. answer.Hits.Select(hit => new HitExample(hit.Rank, hit.Distance, Label(slides[hit.Case]), label is not null && Label(slides[hit.Case]) == label)
            {
                Slide = hit.Slide,
                Case = hit.Case,
                Picture = ReportPicture.ReadSeries(hit.File, HitSide),
                Series = [new SeriesExample("tissue", Tissue(slides[hit.Case], pictures))],
            })],
            Facts = answer.Facts,
            Milliseconds = 0,
            Shortfall = answer.Shortfall,
        };
    }

    private static string? Label(IEnumerable<SlideInfo> slides) => slides.FirstOrDefault()?.Labels.GetValueOrDefault("label");

    private static ReportPicture? Tissue(IEnumerable<SlideInfo> slides, TilePictures pictures) =>
        pictures.Slide(slides.FirstOrDefault()?.Source?.Path, HitSide) is { } image ? ReportPicture.Of(image, HitSide) : null;
}
