using Concord.Cli.CommandLine;
using Concord.Cli.Queries;
using Concord.Study;

namespace Concord.Cli.Output;

/// <summary>Gathers the pictures of an answer and has them written as a page.</summary>
internal static class SearchPage
{
    private const int TileSide = 360;
    private const int ScanSide = 160;

    internal static void Write(string path, Query query, SearchRequest request, SearchAnswer answer, string collection)
    {
        var label = query.Tile?.Labels.GetValueOrDefault("label");
        SearchReport.Write(path, new SearchReportData(query.Name, CollectionName.Of(collection))
        {
            Picture = QueryPicture(query),
            Label = label,
            Hits = [.. answer.Hits.Select(hit => Hit(hit, label))],
            Facts = SearchTable.Facts(request, answer),
            Shortfall = answer.Shortfall,
        });
        Session.Note($"wrote {path}");
    }

    private static ReportPicture? QueryPicture(Query query)
    {
        if (query.Image is { } image) return ReportPicture.Of(image, TileSide);
        return query.Tile is { } tile ? Part(tile.File, tile.X, tile.Y, tile.Width, tile.Height) : null;
    }

    private static HitExample Hit(Hit hit, string? label)
    {
        var own = hit.Labels.GetValueOrDefault("label");
        return new HitExample(hit.Rank, hit.Distance, own ?? Format.Labels(hit.Labels), label is not null && own == label)
        {
            Slide = hit.Slide,
            Case = hit.Case,
            Centre = hit.Centre,
            Picture = Part(hit.File, hit.X, hit.Y, hit.Width, hit.Height),
            Series = [.. hit.Series.Select(series => new SeriesExample(series.Contrast, ReportPicture.Read(series.Path, ScanSide)))],
        };
    }

    /// <summary>The tile's own pixels; null when the file is gone or no image any more, for a page shows what it can.</summary>
    private static ReportPicture? Part(string? file, int x, int y, int width, int height)
    {
        if (file is null) return null;
        try
        {
            var image = ImageFile.Read(file);
            var whole = x == 0 && y == 0 && image.Width <= width && image.Height <= height;
            return ReportPicture.Of(whole ? image : image.Crop(x, y, width, height), TileSide);
        }
        catch (Exception failure) when (failure is ConcordException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
