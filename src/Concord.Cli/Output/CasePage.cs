using Concord.Cli.CommandLine;
using Concord.Cli.Queries;
using Concord.Study;

namespace Concord.Cli.Output;

/// <summary>Gathers the pictures of cases that were found and has them written as a page: the tissue of each and its contrasts below.</summary>
internal static class CasePage
{
    private const int TileSide = 360, ScanSide = 160;

    internal static void Write(string path, string name, Query? query, CaseQuery asked, CaseAnswer answer, ILookup<string, SlideInfo> slides, string labelName, string collection)
    {
        using var pictures = new TilePictures();
        var contrasts = Contrasts.Of(answer.Hits.SelectMany(hit => hit.Series));
        var label = query?.Slide is { IsSeries: false } slide ? slide.Labels.GetValueOrDefault(labelName) : slides[query?.Slide?.Case ?? ""].FirstOrDefault()?.Labels.GetValueOrDefault(labelName);
        SearchReport.Write(path, new SearchReportData(name, CollectionName.Of(collection))
        {
            Picture = SearchPage.QueryPicture(query, pictures),
            Label = label,
            Hits = [.. answer.Hits.Select(hit => Hit(hit, label, labelName, slides[hit.Case].FirstOrDefault(), pictures, contrasts))],
            Facts = CaseTable.Facts(asked, answer),
        });
        Session.Note($"wrote {path}");
    }

    private static HitExample Hit(CaseHit hit, string? label, string labelName, SlideInfo? slide, TilePictures pictures, IReadOnlyList<string> contrasts)
    {
        var own = slide?.Labels.GetValueOrDefault(labelName);
        return new HitExample(hit.Rank, (float)hit.Score, own, label is not null && own == label)
        {
            Slide = slide?.Name ?? "",
            Case = hit.Case,
            Centre = slide?.Centre,
            Picture = Picture(hit, slide, pictures),
            Series = Contrasts.Examples(hit.Series, contrasts, ScanSide),
            Measure = FormattableString.Invariant($"by tissue {Rank(hit.TissueRank)}, by radiology {Rank(hit.RadiologyRank)}; score {hit.Score:0.0000}"),
        };
    }

    private static ReportPicture? Picture(CaseHit hit, SlideInfo? slide, TilePictures pictures)
    {
        if (hit.Tissue is { } tile) return pictures.Tile(tile.File, new TileBox(tile.X, tile.Y, tile.Width, tile.Height), TileSide);
        return pictures.Slide(slide?.Source?.Path, TileSide) is { } image ? ReportPicture.Of(image, TileSide) : null;
    }

    private static string Rank(int? rank) => rank is { } known ? FormattableString.Invariant($"{known}") : "–";
}
