using Concord.Cli.CommandLine;
using Concord.Cli.Queries;
using Concord.Study;

namespace Concord.Cli.Output;

/// <summary>Gathers the pictures of an answer and has them written as a page. Below a tile stand the contrasts of its case, below a series the slides of its case.</summary>
internal static class SearchPage
{
    private const int TileSide = 360;
    private const int ScanSide = 160;

    internal static void Write(
        string path, Query query, SearchRequest request, SearchAnswer answer, LabelVote? vote, string labelName, Collection collection, ILookup<string, SlideInfo>? slides, ISlideReaderSource added)
    {
        var label = query.Tile?.Labels.GetValueOrDefault(labelName);
        using var pictures = new TilePictures(added);
        var cut = answer.Hits.Any(hit => hit is not { X: 0, Y: 0 }); // Else hits are whole images, whose place says nothing.
        var contrasts = Contrasts.Of(answer.Hits.SelectMany(hit => hit.Series));
        SearchReport.Write(path, new SearchReportData(query.Name, CollectionName.Of(collection.Path))
        {
            Picture = QueryPicture(query, pictures),
            Label = label,
            Hits = [.. answer.Hits.Select(hit => slides is null ? Tile(hit, label, labelName, cut, pictures, contrasts) : Series(hit, slides[hit.Case], pictures, labelName))],
            Facts = SearchTable.Facts(request, answer),
            Shortfall = answer.Shortfall,
            Vote = vote,
        });
        Session.Note($"wrote {path}");
    }

    internal static ReportPicture? QueryPicture(Query? query, TilePictures pictures)
    {
        if (query?.Image is { } image) return ReportPicture.Of(image, TileSide);
        return query?.Tile is { } tile ? pictures.Tile(tile.File, new TileBox(tile.X, tile.Y, tile.Width, tile.Height), TileSide) : null;
    }

    private static HitExample Tile(Hit hit, string? label, string labelName, bool cut, TilePictures pictures, IReadOnlyList<string> contrasts)
    {
        var own = hit.Labels.GetValueOrDefault(labelName);
        return new HitExample(hit.Rank, hit.Distance, own ?? Format.Labels(hit.Labels), label is not null && own == label)
        {
            Slide = hit.Slide,
            Case = hit.Case,
            Centre = hit.Centre,
            Place = cut ? FormattableString.Invariant($"at {hit.X}, {hit.Y}") : null,
            Picture = pictures.Tile(hit.File, new TileBox(hit.X, hit.Y, hit.Width, hit.Height), TileSide),
            Series = Contrasts.Examples(hit.Series, contrasts, ScanSide),
        };
    }

    private static HitExample Series(Hit hit, IEnumerable<SlideInfo> slides, TilePictures pictures, string labelName)
    {
        List<SeriesExample> tissue = [.. slides.Take(4).Select(slide => new SeriesExample(
            slide.Labels.GetValueOrDefault(labelName) ?? "tissue", pictures.Slide(slide.Source?.Path, ScanSide) is { } image ? ReportPicture.Of(image, ScanSide) : null))];
        return new HitExample(hit.Rank, hit.Distance, hit.Labels.GetValueOrDefault("contrast"), Matches: true)
        {
            Slide = hit.Slide,
            Case = hit.Case,
            Centre = hit.Centre,
            Picture = ReportPicture.ReadSeries(hit.File, TileSide),
            Series = tissue.Count > 0 ? tissue : [new SeriesExample("tissue", null)],
        };
    }
}
