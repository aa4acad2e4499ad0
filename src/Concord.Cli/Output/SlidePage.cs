using Concord.Cli.CommandLine;
using Concord.Study;

namespace Concord.Cli.Output;

/// <summary>Gathers the pictures of an answer of slides and has them written as a page.</summary>
internal static class SlidePage
{
    private const int SlideSide = 480, TileSide = 200, ScanSide = 160;

    internal static void Write(string path, SlideInfo query, SlideQuery asked, SlideAnswer answer, LabelVote? vote, string label, string collection)
    {
        using var pictures = new TilePictures();
        var contrasts = Contrasts.Of(answer.Hits.SelectMany(hit => hit.Series));
        var own = query.Labels.GetValueOrDefault(label);
        SlideReport.Write(path, new SlideReportData(query.Name, CollectionName.Of(collection))
        {
            Picture = Whole(pictures, query),
            Label = own,
            Facts = SlideTable.Facts(asked, answer.Facts),
            Shortfall = answer.Shortfall,
            Vote = vote,
            Hits = [.. Examples(pictures, query, answer, label, contrasts)],
        });
        Session.Note($"wrote {path}");
    }

    private static IEnumerable<SlideExample> Examples(TilePictures pictures, SlideInfo query, SlideAnswer answer, string label, IReadOnlyList<string> contrasts)
    {
        // The query's tiles first, all of them, so that its file is decoded once.
        var asked = answer.Hits.SelectMany(hit => hit.Pairs).Select(pair => pair.Query).DistinctBy(tile => tile.Index)
            .ToDictionary(tile => tile.Index, tile => Part(pictures, query, tile));
        foreach (var hit in answer.Hits)
        {
            var pairs = hit.Pairs.Select(pair => new PairExample(pair, asked[pair.Query.Index], Part(pictures, hit.Slide, pair.Hit))).ToList();
            yield return new SlideExample(hit, hit.Slide.Labels.GetValueOrDefault(label), Whole(pictures, hit.Slide), pairs, Contrasts.Examples(hit.Series, contrasts, ScanSide));
        }
    }

    private static ReportPicture? Whole(TilePictures pictures, SlideInfo slide) =>
        pictures.Slide(slide.Source?.Path, SlideSide) is { } image ? ReportPicture.Of(image, SlideSide) : null;

    private static ReportPicture? Part(TilePictures pictures, SlideInfo slide, PairTile tile) =>
        tile.Box is { } box ? pictures.Tile(slide.Source?.Path, box, TileSide) : null;
}
