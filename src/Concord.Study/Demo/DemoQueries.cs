using System.Diagnostics;

namespace Concord.Study;

/// <summary>Chooses the queries a report shows, and searches for them.</summary>
internal sealed class DemoQueries(Collection collection, IReadOnlyList<TileInfo> tiles, TilePictures pictures, bool split, int k, string labelName = "label", Space? space = null)
{
    private const int PerLabel = 3;
    private const int MostQueries = 18;
    private const int QuerySide = 440;
    private const int HitSide = 320;
    private const int ScanSide = 150;

    private readonly Space _space = space ?? collection.Space();
    private readonly Dictionary<long, TileInfo> _byId = tiles.ToDictionary(tile => tile.Id);
    private readonly IReadOnlyList<string> _contrasts = Contrasts.Of(tiles.SelectMany(tile => tile.Series));

    /// <summary>Runs them one by one, as a person would, so that the time shown is that of one search.</summary>
    internal IReadOnlyList<QueryExample> Run(IProgress<Progress>? progress, CancellationToken cancel)
    {
        var chosen = Choose();
        var archive = split ? tiles.Where(tile => tile.Split == "train").Select(tile => tile.Id).ToHashSet() : null;
        var examples = new List<QueryExample>();
        if (chosen.Count > 0) Search(chosen[0], archive, cancel); // opens the files: the first search is not what the others cost
        foreach (var tile in chosen)
        {
            cancel.ThrowIfCancellationRequested();
            examples.Add(Example(tile, archive, cancel));
            progress?.Report(new Progress("search", examples.Count, chosen.Count));
        }

        return examples;
    }

    /// <summary>A few of each label, evenly spaced and blind to how well they do.</summary>
    private List<TileInfo> Choose()
    {
        var asked = split ? tiles.Where(tile => tile.Split == "test") : tiles;
        var labels = asked.GroupBy(tile => Label(tile) ?? "no label").OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var each = Math.Clamp(MostQueries / Math.Max(1, labels.Count), 1, PerLabel);
        return [.. labels.Take(MostQueries).SelectMany(group => Spaced([.. group], each))];
    }

    private static IEnumerable<TileInfo> Spaced(IReadOnlyList<TileInfo> group, int count)
    {
        var shown = Math.Min(count, group.Count);
        for (var i = 0; i < shown; i++) yield return group[((2 * i) + 1) * group.Count / (2 * shown)];
    }

    private NeighbourTable Search(TileInfo tile, IReadOnlySet<long>? archive, CancellationToken cancel) =>
        collection.Neighbours(_space, [tile.Id], k, Exclusion.Patient, archive: archive, ct: cancel);

    private QueryExample Example(TileInfo tile, IReadOnlySet<long>? archive, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var found = Search(tile, archive, cancel);
        var took = watch.Elapsed.TotalMilliseconds;
        return new QueryExample(tile.Id, Label(tile) ?? "no label")
        {
            Slide = tile.Slide,
            Case = tile.Case,
            Patient = tile.Patient,
            Centre = tile.Centre,
            Picture = Picture(tile, QuerySide),
            Series = Series(tile),
            Hits = [.. found.Tiles[0].Select((id, i) => Hit(_byId[id], i + 1, found.Distances[0][i], Label(tile)))],
            Facts = found.Facts,
            Milliseconds = took,
            Shortfall = found.Tiles[0].Length < k ? $"Only {found.Tiles[0].Length} tiles of other patients exist." : null,
        };
    }

    private HitExample Hit(TileInfo tile, int rank, float distance, string? asked) =>
        new(rank, distance, Label(tile), asked is not null && Label(tile) == asked)
        {
            Slide = tile.Slide,
            Case = tile.Case,
            Centre = tile.Centre,
            Picture = Picture(tile, HitSide),
            Series = Series(tile),
        };

    private ReportPicture? Picture(TileInfo tile, int side) => pictures.Tile(tile.File, new TileBox(tile.X, tile.Y, tile.Width, tile.Height), side);

    /// <summary>Every contrast the collection knows, in one order; a case that lacks one shows the gap.</summary>
    private IReadOnlyList<SeriesExample> Series(TileInfo tile) => Contrasts.Examples(tile.Series, _contrasts, ScanSide);

    private string? Label(TileInfo tile) => tile.Labels.GetValueOrDefault(labelName);
}
