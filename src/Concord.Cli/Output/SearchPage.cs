using Concord.Cli.CommandLine;
using Concord.Cli.Queries;
using Concord.Study;

namespace Concord.Cli.Output;

/// <summary>Gathers the pictures of an answer and has them written as a page.</summary>
internal static class SearchPage
{
    private const int TileSide = 360;
    private const int ScanSide = 160;

    internal static void Write(string path, Query query, SearchRequest request, SearchAnswer answer, LabelVote? vote, string labelName, string collection)
    {
        var label = query.Tile?.Labels.GetValueOrDefault(labelName);
        using var pictures = new TilePictures();
        var cut = answer.Hits.Any(hit => hit is not { X: 0, Y: 0 }); // Else hits are whole images, whose place says nothing.
        var contrasts = answer.Hits.SelectMany(hit => hit.Series).Select(series => series.Contrast).Distinct().ToList();
        SearchReport.Write(path, new SearchReportData(query.Name, CollectionName.Of(collection))
        {
            Picture = QueryPicture(query, pictures),
            Label = label,
            Hits = [.. answer.Hits.Select(hit => Hit(hit, label, labelName, cut, pictures, contrasts))],
            Facts = SearchTable.Facts(request, answer),
            Shortfall = answer.Shortfall,
            Vote = vote,
        });
        Session.Note($"wrote {path}");
    }

    private static ReportPicture? QueryPicture(Query query, TilePictures pictures)
    {
        if (query.Image is { } image) return ReportPicture.Of(image, TileSide);
        return query.Tile is { } tile ? pictures.Tile(tile.File, new TileBox(tile.X, tile.Y, tile.Width, tile.Height), TileSide) : null;
    }

    private static HitExample Hit(Hit hit, string? label, string labelName, bool cut, TilePictures pictures, List<string> contrasts)
    {
        var own = hit.Labels.GetValueOrDefault(labelName);
        return new HitExample(hit.Rank, hit.Distance, own ?? Format.Labels(hit.Labels), label is not null && own == label)
        {
            Slide = hit.Slide,
            Case = hit.Case,
            Centre = hit.Centre,
            Place = cut ? FormattableString.Invariant($"at {hit.X}, {hit.Y}") : null,
            Picture = pictures.Tile(hit.File, new TileBox(hit.X, hit.Y, hit.Width, hit.Height), TileSide),
            Series = [.. contrasts.Select(contrast => new SeriesExample(
                contrast, ReportPicture.Read(hit.Series.FirstOrDefault(series => series.Contrast == contrast)?.Path, ScanSide)))],
        };
    }
}
